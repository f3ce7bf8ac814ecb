"""What people said and did at Van Dam these weeks: what waits for an answer, for spring, for a part, or for anybody."""

from demo.script import Conversation, Give, Move, Report, Say, Turn
from models import IncidentStatus, InterruptionReason, Priority, WorkOrderStatus

W, I = WorkOrderStatus, IncidentStatus  # noqa: E741

MOULD = Conversation(
    "schimmel",
    (
        Report(
            "5d 14:10",
            "sanne",
            "ventilatie",
            "Black spots on the bathroom ceiling",
            "Spots came back three weeks after painting. Extractor makes no sound any more.",
            reporter="novak",
        ),
        Say(
            "5d 14:32",
            "sanne",
            "Hi Petra, thank you for the call. Could you hold a sheet of paper against the extractor grille "
            "while it is on? If it does not stick, the fan has stopped.",
        ),
        Say(
            "4d 19:02", "novak", "It falls right off. Also there is a lot of dust in it, should I clean it or leave it?"
        ),
        Say(
            "3d 09:15",
            "sanne",
            "Waarschijnlijk de dakventilator van het hele blok, Vermeulen moet dan akkoord geven.",
            is_note=True,
        ),
        Turn(
            "3d 09:18",
            "sanne",
            I.WAITING_FOR_REPORTER,
            "Please leave it. Could you ask your downstairs neighbour whether theirs still works? Then we know if it "
            "is your fan or the one on the roof.",
        ),
    ),
)

PAINT = Conversation(
    "schilderwerk",
    (
        Report(
            "18d 10:05",
            "youssef",
            "ramen",
            "Kozijn voorgevel bladdert en is zacht aan de onderkant",
            "Linkerraam begane grond. Bij het onderhoud van 2021 is hier alleen bijgewerkt.",
            reporter="mulder",
            priority=Priority.LOW,
        ),
        Say(
            "18d 10:40",
            "youssef",
            "Dag Anouk, dank voor de melding. Kunt u met een potlood voelen hoe diep het zachte stuk gaat?",
        ),
        Say(
            "17d 20:15",
            "mulder",
            "Zeker een centimeter. Maar het regent niet in hoor, er is wat mij betreft geen haast bij.",
        ),
        Give(
            "16d 09:00",
            "youssef",
            "schilder",
            "schilder",
            "Houtrot kozijn voorgevel herstellen",
            "Onderdorpel linkerraam uithakken, epoxy, schilderen. Monumentaal: kleur Bentheimer geel aanhouden.",
            due="6d 17:00",
        ),
        Say(
            "16d 11:31",
            "schilder",
            "Goedemorgen. Epoxy hardt niet goed onder 8 graden. Ik adviseer dit in april te doen, dan blijft "
            "het ook mooi. Ik kan nu wel provisorisch dichtzetten.",
            "schilder",
        ),
        Say(
            "16d 13:12",
            "youssef",
            "Helder advies, dank. Dan trek ik de bon nu in en krijg je in maart een nieuwe.",
            "schilder",
        ),
        Move("16d 13:14", "youssef", "schilder", W.WITHDRAWN, "Uitgesteld tot het voorjaar; nieuwe bon volgt."),
        Turn(
            "16d 13:20",
            "youssef",
            I.DEFERRED,
            "De schilder raadt aan te wachten tot het warmer is. We plannen het voor april en ik kom er zelf op terug.",
            until="+90d 09:00",
        ),
        Say("16d 17:48", "mulder", "Prima, dank voor het meedenken."),
    ),
)

DRAIN = Conversation(
    "afvoer",
    (
        Report(
            "5d 09:30",
            "thijs",
            "afvoer",
            "Douche loopt niet meer door",
            "Water blijft staan en het stinkt. Ontstopper geprobeerd, hielp een dag.",
            reporter="dewaal",
        ),
        Say("5d 10:02", "thijs", "Goedemorgen mevrouw De Waal. Loopt de wastafel nog wel gewoon weg?"),
        Say(
            "5d 11:47",
            "dewaal",
            "De wastafel gaat goed meneer, maar het putje borrelt als ik hem leeg laat lopen. Ik ben 81 dus ik "
            "kan niet zo goed bukken.",
        ),
        Say("5d 11:55", "thijs", "Dat borrelen is een goede aanwijzing. Blijf er lekker vanaf, er komt iemand langs."),
        Give(
            "5d 12:10",
            "thijs",
            "loodgieter",
            "loods",
            "Verstopping doucheput, nr. 11",
            "Afvoer douche verstopt, borrelt mee met wastafel. Oudere bewoonster: graag bellen voor je komt en "
            "rustig aanbellen.",
            due="3d 17:00",
            share=True,
        ),
        Move("5d 12:30", "loods", "loodgieter", W.PLANNED, window=("3d 13:00", "15:00")),
        Move("3d 13:10", "loods", "loodgieter", W.IN_EXECUTION),
        Move(
            "3d 14:25",
            "loods",
            "loodgieter",
            W.INTERRUPTED,
            "Sifon is van een oud merk en helemaal doorgerot. Nieuwe besteld bij de groothandel.",
            interruption=InterruptionReason.MATERIAL,
        ),
        Say(
            "3d 14:31",
            "loods",
            "Heb er een noodstuk in gezet zodat ze kan douchen, niet te lang achter elkaar. Wat een lief mens, ik "
            "kreeg twee gevulde koeken mee.",
            "loodgieter",
        ),
        Say("3d 14:50", "thijs", "Die krijg ik nooit! Laat maar weten wanneer het onderdeel er is.", "loodgieter"),
        Say(
            "3d 15:05", "thijs", "Mevrouw De Waal, u kunt weer kort douchen. Piet komt terug zodra het onderdeel er is."
        ),
        Say("2d 10:12", "dewaal", "Dank u wel. Het was een keurige jongen."),
    ),
)

BATHROOM = Conversation(
    "badkamer",
    (
        Report(
            "11d 16:15",
            "sanne",
            "keuken",
            "Tegels los achter de wastafel",
            "Vier tegels bollen en er zit er een los. Kit is ook zwart.",
            reporter="koning",
        ),
        Say("11d 16:40", "sanne", "Dag Bram, dank voor de foto's. Komt er water achter?"),
        Say("11d 17:02", "koning", "Denk het wel, muur voelt klam. Na 18u ben ik thuis, overdag niet"),
        Give(
            "10d 09:00",
            "sanne",
            "tegelzetter",
            "klus",
            "Tegels en kit badkamer 48C",
            "Losse tegels verwijderen, muur drogen, opnieuw zetten en kitten. Wit 15 x 15 ligt in de berging.",
            due="3d 17:00",
            access="Sleutel op kantoor ophalen, bewoner overdag niet thuis.",
        ),
        Move("10d 09:45", "klus", "tegelzetter", W.PLANNED, window=("7d 08:30", "12:00")),
        Move(
            "7d 12:10",
            "klus",
            "tegelzetter",
            W.REPORTED_DONE,
            "Zes tegels vervangen, voegen bijgewerkt en rondom nieuw gekit.",
        ),
        Say("6d 19:25", "koning", "Tegels zitten netjes maar de kit bij de kraan laat nu al los, zie je zo."),
        Move(
            "5d 09:10",
            "sanne",
            "tegelzetter",
            W.REWORK,
            "Kitrand bij de kraan laat los; graag opnieuw, oude kit er helemaal uit.",
        ),
        Say(
            "5d 10:20",
            "klus",
            "Balen. Ondergrond was denk ik nog te vochtig. Ik neem een droger mee en doe het over, geen kosten.",
            "tegelzetter",
        ),
        Say("5d 10:31", "sanne", "Netjes Joost, dank je. Bram weet ervan.", "tegelzetter"),
    ),
)

INTERCOM = Conversation(
    "deurbel",
    (
        Report(
            "28m",
            "thijs",
            "elektra",
            "Intercom kraakt en opent de deur niet",
            "Pakketbezorgers bellen iedereen in het gebouw nu. Zoemer doet het wel, openen niet.",
            reporter="jansen",
            priority=Priority.LOW,
        ),
        Say(
            "12m", "jansen", "Aanvulling: bij 48A doet hij het ook niet, dus het ligt niet aan mijn toestel. Groet, Tom"
        ),
    ),
)

WAITING = (MOULD, PAINT, DRAIN, BATHROOM, INTERCOM)
