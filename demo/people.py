"""Who and what there is at Van Dam Vastgoedbeheer: staff, houses, tenants, owners, trades and categories."""

from dataclasses import dataclass

from models import Channel, ContactType, EmployeeRole, Locale

ORGANISATION = {
    "name": "Van Dam Vastgoedbeheer",
    "slug": "van-dam",
    "phone": "+31207891230",
    "email": "service@vandam.example",
}
BOTH = (Channel.EMAIL, Channel.SMS)
MAIL = (Channel.EMAIL,)
TENANT, OWNER, EXTERNAL = ContactType.TENANT, ContactType.OWNER, ContactType.EXTERNAL_PARTY


@dataclass(frozen=True)
class Colleague:
    """Somebody who works for Van Dam."""

    name: str
    email: str
    role: EmployeeRole = EmployeeRole.AGENT


@dataclass(frozen=True)
class Outsider:
    """A contact. `home` is the house and unit that a tenant rents."""

    type: ContactType
    name: str
    email: str
    phone: str
    company: str | None = None
    trade: str | None = None
    locale: Locale = Locale.NL
    channels: tuple[Channel, ...] = MAIL
    home: tuple[str, str] | None = None


@dataclass(frozen=True)
class House:
    """A property with its units; `owner` is for whom it is managed, None when it is Van Dam's own."""

    street: str
    number: str
    postcode: str
    city: str
    units: tuple[str, ...]
    name: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Topic:
    """A category, with what to try before reporting."""

    nl: str
    en: str
    trade: str | None
    help_nl: str
    help_en: str


COLLEAGUES = {
    "marieke": Colleague("Marieke van Dam", "marieke@vandam.example", EmployeeRole.ADMIN),
    "sanne": Colleague("Sanne de Wit", "sanne@vandam.example"),
    "youssef": Colleague("Youssef el Amrani", "youssef@vandam.example"),
    "thijs": Colleague("Thijs Hofman", "thijs@vandam.example"),
}

HOUSES = {
    "singel": House("Westersingel", "48", "3014 GT", "Rotterdam", ("48A", "48B", "48C"), owner="kuiper"),
    "damrak": House("Lindengracht", "112", "1015 KL", "Amsterdam", ("Huis", "1-hoog", "2-hoog", "3-hoog")),
    "oudegracht": House("Oudegracht", "231", "3511 NK", "Utrecht", ("Bel-etage", "Bovenhuis"), owner="vermeulen"),
    "havenstraat": House(
        "Havenstraat", "7-19", "2011 VN", "Haarlem", ("7", "9", "11", "13", "15"), name="Complex De Havenmeester"
    ),
    "noorderplein": House("Noorderplantsoen", "22", "9717 JH", "Groningen", ("22-1", "22-2", "22-3"), owner="postma"),
    "markt": House("Markt", "5", "5611 EB", "Eindhoven", ("Winkel", "5A", "5B"), name="Het Wapen", owner="kuiper"),
    "brink": House("Brink", "64", "7411 BV", "Deventer", ("Woonhuis",), owner="vermeulen"),
    "statenlaan": House("Statenlaan", "301-309", "2582 GH", "Den Haag", ("301", "303", "305", "307")),
}

# Who sees the incidents on what they own, and who has an account: Kuiper one for what he owns and what he rents.
WITH_INSIGHT = {"kuiper"}
IN_PORTAL = ("loods", "kuiper", "kuiper_huur", "bouzid")

OUTSIDERS = {
    "jansen": Outsider(TENANT, "Tom Jansen", "tom.jansen@post.example", "06-12345601", home=("singel", "48B")),
    "bouzid": Outsider(
        TENANT, "Fatima Bouzid", "fatima.bouzid@post.example", "06-12345602", channels=BOTH, home=("damrak", "1-hoog")
    ),
    "dewaal": Outsider(TENANT, "Gerda de Waal", "g.dewaal@post.example", "06-12345603", home=("havenstraat", "11")),
    "novak": Outsider(
        TENANT,
        "Petra Novak",
        "petra.novak@post.example",
        "06-12345604",
        locale=Locale.EN,
        home=("oudegracht", "Bovenhuis"),
    ),
    "smeets": Outsider(TENANT, "Ruud Smeets", "ruud@smeets.example", "06-12345605", home=("markt", "5A")),
    "pinas": Outsider(TENANT, "Orlando Pinas", "orlando.pinas@post.example", "06-12345606", home=("statenlaan", "305")),
    "hoekstra": Outsider(
        TENANT, "Femke Hoekstra", "femke.hoekstra@post.example", "06-12345607", home=("noorderplein", "22-2")
    ),
    "vandijk": Outsider(TENANT, "Willem van Dijk", "wvandijk@post.example", "06-12345608", home=("havenstraat", "15")),
    "chen": Outsider(
        TENANT, "Li Chen", "li.chen@post.example", "06-12345609", locale=Locale.EN, home=("damrak", "3-hoog")
    ),
    "mulder": Outsider(TENANT, "Anouk Mulder", "anouk.mulder@post.example", "06-12345610", home=("brink", "Woonhuis")),
    "yilmaz": Outsider(TENANT, "Emre Yilmaz", "emre.yilmaz@post.example", "06-12345611", home=("statenlaan", "307")),
    "koning": Outsider(TENANT, "Bram Koning", "bram@koning.example", "06-12345612", home=("singel", "48C")),
    "kuiper": Outsider(
        OWNER, "Hendrik Kuiper", "h.kuiper@kuipervastgoed.example", "06-12345621", company="Kuiper Vastgoed"
    ),
    "kuiper_huur": Outsider(
        TENANT, "Hendrik Kuiper", "h.kuiper@kuipervastgoed.example", "06-12345621", home=("damrak", "2-hoog")
    ),
    "vermeulen": Outsider(OWNER, "Ineke Vermeulen", "ineke.vermeulen@post.example", "06-12345622"),
    "postma": Outsider(OWNER, "Sjoerd Postma", "s.postma@post.example", "06-12345623"),
    "loods": Outsider(
        EXTERNAL, "Piet Loods", "piet@loods.example", "06-12345631", "Loods Loodgieters", "loodgieter", channels=BOTH
    ),
    "elektra": Outsider(
        EXTERNAL, "Elin Dijkstra", "planning@dijkstra-elektra.example", "06-12345632", "Dijkstra Elektra", "elektricien"
    ),
    "dak": Outsider(
        EXTERNAL,
        "Kees Pannekoek",
        "kees@pannekoekdaken.example",
        "06-12345633",
        "Pannekoek Daken",
        "dakdekker",
        channels=BOTH,
    ),
    "schilder": Outsider(
        EXTERNAL, "Aleksander Nowak", "info@nowakschilders.example", "06-12345634", "Nowak Schilders", "schilder"
    ),
    "slot": Outsider(
        EXTERNAL,
        "Danny Sluis",
        "danny@sluis247.example",
        "06-12345635",
        "Sluis Sleutel & Slot",
        "slotenmaker",
        channels=BOTH,
    ),
    "glas": Outsider(
        EXTERNAL, "Wendy Ruiter", "service@ruiterglas.example", "06-12345636", "Ruiter Glas", "glaszetter"
    ),
    "schoon": Outsider(
        EXTERNAL, "Maria Lopes", "maria@helderschoon.example", "06-12345637", "Helder Schoonmaak", "schoonmaak"
    ),
    "klus": Outsider(
        EXTERNAL,
        "Joost Timmer",
        "joost@timmerklus.example",
        "06-12345638",
        "Timmer Klusbedrijf",
        "allround",
        channels=BOTH,
    ),
}
