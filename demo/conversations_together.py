"""What people said and did at Van Dam these weeks: with owners who decide, and colleagues who help."""

from demo.script import AskBack, AskOwner, Conversation, Decide, Form, MoveTask, Reopen, Report, Say, Task, Turn
from models import Decision, IncidentStatus, Priority, TaskStatus

D, I, T = Decision, IncidentStatus, TaskStatus  # noqa: E741

GUTTER = Conversation(
    "dakgoot",
    (
        Report(
            "9d 11:20",
            "youssef",
            "dak",
            "Gutter at the back overflows",
            "Water runs down the wall next to the bedroom window with every shower. Wall feels damp inside.",
            reporter="novak",
        ),
        Say("9d 11:34", "youssef", "Hi Petra, thank you. Could you send a picture the next time it rains?"),
        Say("8d 17:48", "novak", "It is raining now. Part of the zinc has come loose, I can see daylight behind it."),
        AskOwner(
            "7d 09:05",
            "youssef",
            "eigenaar",
            "Mogen wij de zinken goot aan de achterzijde laten vervangen?",
            "De goot aan de achterzijde van Oudegracht 231 is over zes meter losgeraakt en het zink is op. Herstellen "
            "houdt naar verwachting geen twee winters. Offerte van Pannekoek Daken: € 1.480 inclusief steiger.",
            cents=148_000,
        ),
        AskBack("7d 20:12", "vermeulen", "eigenaar", "Is dat met zink of met EPDM? En hoe oud is de goot nu?"),
        Say(
            "6d 09:15",
            "youssef",
            "Dag mevrouw Vermeulen, met zink 14, net als nu. De goot is van 1987. EPDM zou € 300 schelen, maar dat "
            "mag aan deze gevel niet van de gemeente.",
            job="eigenaar",
        ),
        Decide(
            "6d 12:40",
            "vermeulen",
            "eigenaar",
            D.APPROVED_UP_TO,
            "Akkoord, mits de steiger niet langer dan een week blijft staan.",
            cents=150_000,
        ),
        Task(
            "6d 13:30",
            "youssef",
            "vergunning",
            "thijs",
            "Melding bij de gemeente voor de steiger",
            "Oudegracht, dus ook even de gracht- en kadebeheerder mailen. Vijf werkdagen van tevoren.",
        ),
        MoveTask("5d 10:02", "thijs", "vergunning", T.TAKEN),
        MoveTask("4d 15:20", "thijs", "vergunning", T.IN_EXECUTION),
    ),
)

DOOR = Conversation(
    "voordeur",
    (
        Form(
            "2d 21:14",
            "koning",
            "sloten",
            "Voordeur valt niet meer in het slot",
            "De algemene voordeur van 48 blijft open staan als je hem niet hard dichttrekt. Gisteren lag er post van "
            "drie huizen verder in de hal.",
        ),
        Say("1d 08:50", "sanne", "Dag Bram, dank je wel. De deurdranger is waarschijnlijk leeg. Ik regel het."),
        Task(
            "1d 08:58",
            "sanne",
            "dranger",
            "thijs",
            "Deurdranger Westersingel 48 opmeten",
            "Type staat op de onderkant. Neem meteen een foto van de sluitkom mee.",
        ),
        AskOwner(
            "1d 09:20",
            "sanne",
            "eigenaar",
            "Nieuwe deurdranger en sluitkom voor de algemene voordeur",
            "De algemene voordeur van Westersingel 48 sluit niet meer vanzelf. Wij stellen voor de dranger te "
            "vervangen; dan kan meteen de versleten sluitkom mee.",
            cents=38_500,
        ),
    ),
)

FACADE = Conversation(
    "gevel",
    (
        Report(
            "24d 15:10",
            "sanne",
            "ramen",
            "Voegwerk zijgevel brokkelt af",
            "Op ooghoogte ligt het voegwerk over een halve meter los. Vraag van de huurder of dat gevaarlijk is.",
            reporter="mulder",
            priority=Priority.LOW,
        ),
        Say("24d 15:32", "sanne", "Dag Anouk, dat is het niet, maar we kijken er wel naar voordat het gaat vriezen."),
        AskOwner(
            "23d 10:00",
            "sanne",
            "eigenaar",
            "Zijgevel Brink 64 opnieuw voegen",
            "Ongeveer twaalf vierkante meter. Richtprijs van de aannemer: € 2.300.",
            cents=230_000,
        ),
        Decide(
            "21d 19:45",
            "vermeulen",
            "eigenaar",
            D.REFUSED,
            "Dit voorjaar laat ik de hele gevel doen, dan is dit weggegooid geld.",
        ),
        Turn("20d 09:10", "sanne", I.RESOLVED, "De eigenaar laat dit voorjaar de hele gevel opknappen."),
        Turn("20d 09:12", "sanne", I.CLOSED),
    ),
)

HEAT_PUMP = Conversation(
    "warmtepomp",
    (
        Report(
            "15d 09:40",
            "thijs",
            "verwarming",
            "Warmtepomp geeft storing bij vorst",
            "Derde keer deze maand. De installateur zegt dat de ontdooiregeling moet worden vervangen.",
            reporter="hoekstra",
            priority=Priority.HIGH,
        ),
        Say("15d 09:55", "thijs", "Dag Femke, de installateur komt vandaag resetten. Ik vraag de eigenaar om meer."),
        AskOwner(
            "15d 10:10",
            "thijs",
            "eigenaar",
            "Ontdooiregeling warmtepomp laten vervangen",
            "Buiten garantie. De installateur rekent € 640. Zonder dit valt de pomp bij elke vorst uit.",
            cents=64_000,
        ),
        Decide(
            "14d 16:20",
            "marieke",
            "eigenaar",
            D.APPROVED,
            "Belde terug vanuit het buitenland; graag zo snel mogelijk.",
            by="Sjoerd Postma, telefonisch",
        ),
        Task(
            "14d 16:30",
            "marieke",
            "huur",
            "sanne",
            "Huurkorting uitrekenen voor drie dagen zonder verwarming",
            "Volgens de tabel van de Huurcommissie. Brief graag langs mij.",
        ),
        MoveTask("13d 11:00", "sanne", "huur", T.TAKEN),
        MoveTask("12d 14:15", "sanne", "huur", T.DONE),
        MoveTask("12d 16:00", "marieke", "huur", T.CLOSED),
        Turn("11d 10:30", "thijs", I.RESOLVED, "De regeling is vervangen en heeft de vorst van vannacht doorstaan."),
        Reopen("6d 07:50", "hoekstra", "Vannacht -4 en vanochtend weer storing. Hetzelfde lampje als de vorige keer."),
    ),
)

TOGETHER = (GUTTER, DOOR, FACADE, HEAT_PUMP)
