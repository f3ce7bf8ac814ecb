"""What tenants, owners and plumbers in the Netherlands write, drawn by lot."""

from random import Random

DEFECTS = {
    "lekkage": ("Lekkage in de {room}", "Er lekt water langs de muur van de {room}, de emmer staat vol."),
    "ketel": ("De cv-ketel valt uit", "De ketel geeft een storing en de {room} blijft koud."),
    "radiator": ("Radiator wordt niet warm", "De radiator in de {room} wordt niet warm, ook niet na ontluchten."),
    "slot": ("Het slot klemt", "De sleutel draait niet meer in het slot van de {room}."),
    "lift": ("De lift staat stil", "De lift staat al een uur stil op de derde verdieping."),
    "schimmel": ("Schimmel op het plafond", "Er zit schimmel op het plafond van de {room}, ondanks het ventileren."),
    "verlichting": ("Verlichting in het trappenhuis", "De lampen bij de {room} zijn kapot en het is er donker."),
    "afvoer": ("Verstopte afvoer", "De afvoer van de {room} is verstopt en het stinkt."),
    "kozijn": ("Rot kozijn", "Het kozijn van de {room} is verrot en het tocht."),
    "dakgoot": ("De dakgoot loopt over", "Bij regen loopt de dakgoot over, tot in de {room}."),
    "intercom": ("Intercom doet het niet", "Bezoekers bellen aan en wij horen niets in de {room}."),
    "muizen": ("Muizen in huis", "Wij hoorden muizen achter de plinten van de {room}."),
}
ROOMS = ("keuken", "badkamer", "slaapkamer", "woonkamer", "berging", "hal", "kelder", "zolder", "wc", "garage")
SAYINGS = (
    "Goedemiddag, wanneer komt de monteur langs? De {room} is nu niet te gebruiken.",
    "Ik kan morgen tussen {hour} en {later} uur, belt u eerst even op {number}.",
    "De afspraak staat voor {weekday}, de huurder is geïnformeerd.",
    "Onderdeel is besteld bij de groothandel, levertijd ongeveer {hour} werkdagen.",
    "Foto's van de {room} volgen vanavond, het wordt steeds erger.",
    "Wij zijn langs geweest maar er was niemand thuis. Graag een nieuwe afspraak maken.",
    "De offerte bedraagt € {number} inclusief btw. Mogen wij dit uitvoeren?",
    "Akkoord van de eigenaar ontvangen, de opdracht kan door.",
    "Na de reparatie van {weekday} is het probleem weer terug, zie de {room}.",
    "Bedankt voor de snelle hulp, alles werkt weer naar behoren!",
    "Let op: de hond is thuis, de sleutel ligt bij de buren op nummer {hour}.",
    "Kunt u doorgeven welk merk en type het is? Dat staat op het typeplaatje.",
    "De verzekering heeft het schadenummer {number} doorgegeven.",
    "Het vervangen van de pakking in de {room} is gelukt, werkbon is bijgevoegd.",
    "Wij verwachten {weekday} tussen {hour} en {later} uur te komen met twee collega's.",
    "Graag spoed, er wonen hier kleine kinderen en het is koud in de {room}.",
)
SELDOM = ("boktor", "zwaluwnest", "wespennest", "blusleiding", "vetput", "regenton", "glasbreuk", "stormschade")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
STREETS = (
    "Damstraat",
    "Kerkstraat",
    "Dorpsstraat",
    "Molenweg",
    "Stationsweg",
    "Wilhelminalaan",
    "Julianastraat",
    "Prinsengracht",
    "Havenkade",
    "Schoolstraat",
    "Beatrixplein",
    "Lindelaan",
    "Eikenhof",
    "Markt",
)
CITIES = ("Amsterdam", "Utrecht", "Zwolle", "Breda", "Haarlem", "Delft", "Arnhem", "Groningen")
FIRST_NAMES = ("Tom", "Sanne", "Fatima", "Piet", "Lotte", "Mehmet", "Joris", "Noor", "Bram", "Elin", "Kees", "Yara")
LAST_NAMES = (
    "Jansen",
    "de Vries",
    "Bakker",
    "Visser",
    "Yilmaz",
    "van Dijk",
    "Smit",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Haddad",
    "Postma",
    "Kuipers",
    "Loods",
    "Dekker",
)


def defect(lot: Random) -> tuple[str, str]:
    """The title and description of an incident."""
    title, description = lot.choice(list(DEFECTS.values()))
    room = lot.choice(ROOMS)
    return title.format(room=room), description.format(room=room)


def saying(lot: Random) -> str:
    """A message of one to three sentences; one in some thousands mentions what is seldom seen."""
    sentences = [_sentence(lot) for _ in range(lot.randint(1, 3))]
    if lot.random() < 0.0005:
        sentences.append(f"Er is ook een {lot.choice(SELDOM)} gevonden.")
    return " ".join(sentences)


def _sentence(lot: Random) -> str:
    hour = lot.randint(8, 15)
    return lot.choice(SAYINGS).format(
        room=lot.choice(ROOMS),
        hour=hour,
        later=hour + 2,
        number=lot.randint(100, 99999),
        weekday=lot.choice(WEEKDAYS),
    )


def name(lot: Random) -> str:
    return f"{lot.choice(FIRST_NAMES)} {lot.choice(LAST_NAMES)}"
