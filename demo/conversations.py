"""What people said and did at Van Dam these weeks: what is going on, and all of it together."""

from demo.conversations_ended import ENDED
from demo.conversations_together import TOGETHER
from demo.conversations_waiting import WAITING
from demo.script import Conversation, Give, Move, Report, Say, Turn
from models import IncidentStatus, Priority, WorkOrderStatus

W, I = WorkOrderStatus, IncidentStatus  # noqa: E741

BOILER = Conversation(
    "ketel",
    (
        Report(
            "72m",
            "sanne",
            "verwarming",
            "Geen warm water, ketel geeft storing F28",
            "Mevrouw belde: sinds vanochtend geen warm water en de radiatoren zijn koud. Ketel is al twee keer "
            "gereset.",
            reporter="bouzid",
            priority=Priority.HIGH,
        ),
        Say(
            "66m",
            "bouzid",
            "Hallo, ik heb nog even gekeken: er staat F.28 en hij doet drie keer tik-tik-tik en dan niks. "
            "We hebben een baby van 4 maanden, dus ik hoop dat het vandaag nog kan.",
        ),
        Say(
            "61m",
            "sanne",
            "Dag Fatima, dank voor de code, daar heeft de monteur echt wat aan. Ik zoek nu meteen iemand voor "
            "vandaag. Heeft u een elektrisch kacheltje, of zal ik er een laten brengen?",
        ),
        Say("57m", "bouzid", "Mijn schoonmoeder brengt er eentje, dank u. Ik ben de hele dag thuis."),
        Say(
            "54m",
            "sanne",
            "Ketel is van 2013, onderhoud in maart gedaan. Als het de gasklep is meteen offerte vragen voor "
            "vervanging, anders staan we er in februari weer.",
            is_note=True,
        ),
        Give(
            "48m",
            "sanne",
            "monteur",
            "loods",
            "Cv-ketel start niet: storing F28",
            "Intergas-ketel uit 2013 geeft F28 na drie startpogingen. Bewoonster heeft een baby, graag vandaag. Kijk "
            "eerst naar ontsteking en gasklep; tot 250 euro mag je direct herstellen, daarboven even bellen.",
            due="+1d 12:00",
            access="1-hoog, bel doet het. Ketel hangt op zolder, vlizotrap op de overloop.",
            share=True,
        ),
        Say(
            "41m",
            "loods",
            "Ha Sanne, F28 is bij deze serie 9 van de 10 keer de ontstekingspen. Weet je of het een HRE of een "
            "HReco is? Dan neem ik gelijk de goeie mee.",
            "monteur",
        ),
        Say(
            "33m",
            "sanne",
            "HReco 28, staat op de plaat volgens het onderhoudsrapport. Lukt het je vandaag nog?",
            "monteur",
        ),
        Say(
            "19m",
            "loods",
            "Mooi, pen heb ik in de bus liggen. Ik zit nu in Noord, ik kijk even hoe laat ik weg kan.",
            "monteur",
        ),
    ),
)

ROOF = Conversation(
    "dak",
    (
        Report(
            "6d 08:47",
            "youssef",
            "dak",
            "Water door het plafond van de slaapkamer",
            "Bij de storm van gisteravond is er water door het plafond gekomen, rond de dakkapel. Emmer staat eronder.",
            reporter="hoekstra",
            priority=Priority.HIGH,
        ),
        Say(
            "6d 09:05",
            "youssef",
            "Goedemorgen Femke, wat vervelend. Blijft het druppelen nu het droog is? En voelt het plafond "
            "zacht of bol aan? Prik het in elk geval niet door.",
        ),
        Say(
            "6d 09:31",
            "hoekstra",
            "Het druppelt nu niet meer. Wel een kring van ongeveer een meter, niet bol gelukkig.",
        ),
        Give(
            "6d 09:50",
            "youssef",
            "dakdekker",
            "dak",
            "Lekkage bij dakkapel, 22-2",
            "Na storm water binnengekomen langs de dakkapel aan de tuinkant. Graag nooddichting en daarna herstel "
            "van het lood.",
            due="4d 17:00",
            access="Via de tuin, poort is open. Ladder van 8 meter nodig.",
        ),
        Move(
            "6d 11:12",
            "dak",
            "dakdekker",
            W.DECLINED,
            "Zit tot over mijn oren in de stormschade, ik kan er op zijn vroegst over twee weken bij. Dat wil je niet.",
        ),
        Say(
            "6d 11:20",
            "youssef",
            "Pannekoek kan niet. Joost Timmer doet ook lood en heeft een hoogwerker; die vraag ik.",
            is_note=True,
        ),
        Give(
            "6d 11:26",
            "youssef",
            "klusbedrijf",
            "klus",
            "Dakkapel waterdicht maken en lood herstellen",
            "Nooddichting zo snel mogelijk, daarna loodslab aan de tuinkant vervangen. Binnen hoeft nog niets.",
            due="+2d 17:00",
            access="Via de tuin, poort is open. Plek voor een hoogwerker is er.",
            share=True,
        ),
        Move("6d 12:02", "klus", "klusbedrijf", W.ACCEPTED),
        Say(
            "6d 12:03",
            "klus",
            "Ik rijd er vanmiddag langs met een zeil, dan is het in ieder geval dicht. Lood moet ik bestellen.",
            "klusbedrijf",
        ),
        Say(
            "6d 16:40",
            "klus",
            "Zeil ligt erop en is vastgezet. Slab van 2,40 besteld, komt na het weekend.",
            "klusbedrijf",
        ),
        Say("5d 09:10", "youssef", "Top, dank je. Plan je de rest zodra je hem binnen hebt?", "klusbedrijf"),
        Move("2d 15:22", "klus", "klusbedrijf", W.PLANNED, window=("+1d 09:00", "12:00")),
        Say(
            "2d 15:45",
            "youssef",
            "Femke, morgen of overmorgen komt het klusbedrijf het lood vervangen; zij stemmen het tijdstip "
            "met je af. Het zeil blijft tot dan liggen.",
        ),
        Say("2d 18:30", "hoekstra", "Fijn, dank je wel! Het is al die tijd droog gebleven binnen."),
    ),
)

FUSE = Conversation(
    "groep",
    (
        Report(
            "2d 17:20",
            "thijs",
            "elektra",
            "Stroom in de keuken valt steeds uit",
            "Groep 3 klapt eruit zodra de oven aan gaat. Bewoner heeft alle stekkers er al uit gehad.",
            reporter="yilmaz",
        ),
        Say(
            "1d 08:55",
            "thijs",
            "Hoi Emre, goed dat je alles al losgehaald hebt. Is het alleen met de oven, of ook als de oven uit staat?",
        ),
        Say("1d 09:20", "yilmaz", "Alleen met de oven. Ook met een andere oven trouwens, van mijn broer geleend"),
        Say("1d 09:25", "thijs", "Slim getest, dan zit het in de groep of de bedrading. Ik stuur een elektricien."),
        Give(
            "1d 09:40",
            "thijs",
            "elektricien",
            "elektra",
            "Groep 3 schakelt uit bij belasting",
            "Aardlek of kabel in de keuken nameten en herstellen. Ander toestel geprobeerd, zelfde beeld.",
            due="+3d 17:00",
            share=True,
        ),
        Move("1d 13:05", "elektra", "elektricien", W.ACCEPTED),
        Say(
            "1d 13:08",
            "elektra",
            "Aangenomen. Ik stem morgenochtend met de bewoner af wanneer ik kan komen; het wordt deze week.",
            "elektricien",
        ),
        Say("50m", "thijs", "Prima Elin. Hij werkt overdag thuis, dus bijna elk moment kan.", "elektricien"),
    ),
)

STAIRS = Conversation(
    "trappenhuis",
    (
        Report(
            "2d 11:00",
            "marieke",
            "algemeen",
            "Trappenhuis besmeurd na verhuizing",
            "Zwarte vegen op de muren van begane grond tot derde, en grofvuil onder de trap.",
            house="damrak",
        ),
        Say(
            "2d 11:04",
            "marieke",
            "Verhuizer van 2-hoog gebeld, die ontkent. Foto's bewaren voor de eindafrekening.",
            is_note=True,
        ),
        Give(
            "2d 11:10",
            "marieke",
            "schoonmaak",
            "schoon",
            "Trappenhuis schoonmaken en grofvuil weg",
            "Muren afnemen waar het kan, trap boenen, twee matrassen en een kast naar de stort.",
            due="+1d 17:00",
            access="Sleutelkastje naast de deur; de code geven we telefonisch.",
        ),
        Turn("2d 11:12", "marieke", I.IN_PROGRESS),
        Move("2d 12:45", "schoon", "schoonmaak", W.ACCEPTED),
        Say(
            "2d 12:47",
            "schoon",
            "Ja hoor, komen wij doen met z'n tweeen. Mogen die vegen met wondersponsje of is het kalkverf?",
            "schoonmaak",
        ),
        Say("2d 13:15", "marieke", "Latex, dus de spons mag. Dank je Maria!", "schoonmaak"),
        Move("88m", "schoon", "schoonmaak", W.IN_EXECUTION),
    ),
)

ALL = (*ENDED, *WAITING, *TOGETHER, BOILER, ROOF, FUSE, STAIRS)
