"""What people said and did at Van Dam these weeks: what came to an end, or nearly."""

from demo.script import Conversation, Give, Move, Report, Say, Turn
from models import IncidentStatus, Priority, WorkOrderStatus

W, I = WorkOrderStatus, IncidentStatus  # noqa: E741

LOCK = Conversation(
    "slot",
    (
        Report(
            "9d 16:50",
            "sanne",
            "sloten",
            "Voordeur gaat niet meer op slot",
            "Sleutel draait door. Meneer durft niet weg te gaan.",
            reporter="pinas",
            priority=Priority.URGENT,
        ),
        Say("9d 16:53", "sanne", "Meneer Pinas, er komt vanavond nog iemand. Blijft u thuis tot het gemaakt is?"),
        Say(
            "9d 16:58",
            "pinas",
            "Ja ik blijf hier zitten, hartelijk dank voor de snelheid. Bel mij gerust op mijn mobiel.",
        ),
        Give(
            "9d 17:00",
            "sanne",
            "slotenmaker",
            "slot",
            "Spoed: cilinder voordeur nr. 305 draait door",
            "Cilinder vervangen door SKG***, drie sleutels. Vanavond nog.",
            due="9d 22:00",
            share=True,
        ),
        Move("9d 17:06", "slot", "slotenmaker", W.ACCEPTED),
        Say("9d 17:07", "slot", "Sta op de A12, ben er rond half zeven", "slotenmaker"),
        Say("9d 17:09", "sanne", "Held. Hij zit te wachten.", "slotenmaker"),
        Move(
            "9d 18:55",
            "slot",
            "slotenmaker",
            W.REPORTED_DONE,
            "Cilinder 30/35 SKG*** geplaatst, 3 sleutels overhandigd. Sluitplaat bijgesteld, deur hing iets.",
        ),
        Move("8d 09:05", "sanne", "slotenmaker", W.CLOSED),
        Turn("8d 09:07", "sanne", I.RESOLVED, "Fijn dat het gisteren nog gelukt is. Werkt alles naar wens?"),
        Say("8d 10:31", "sanne", "Bewoner belde: alles werkt, heel blij. Kan dicht.", is_note=True),
        Turn("7d 09:00", "sanne", I.CLOSED),
    ),
)

RADIATOR = Conversation(
    "radiator",
    (
        Report(
            "20d 09:12",
            "youssef",
            "verwarming",
            "Radiator slaapkamer lekt bij de kraan",
            "Druppelt, bakje eronder is elke ochtend vol.",
            reporter="jansen",
        ),
        Say(
            "20d 09:40",
            "youssef",
            "Dag Tom, ik zet het uit bij onze installateur. Draai hem voorlopig dicht, dan scheelt het.",
        ),
        Give(
            "20d 09:50",
            "youssef",
            "eerste",
            "elektra",
            "Lekkende radiatorkraan 48B",
            "Radiatorkraan slaapkamer vervangen, installatie bijvullen.",
            due="17d 17:00",
        ),
        Say(
            "17d 17:05",
            "youssef",
            "Verkeerde partij gekozen: Dijkstra doet geen cv. Laten verlopen en naar Loods.",
            is_note=True,
        ),
        Move("17d 17:10", "youssef", "eerste", W.EXPIRED),
        Give(
            "17d 17:15",
            "youssef",
            "tweede",
            "loods",
            "Radiatorkraan vervangen, 48B",
            "Kraan lekt op de spindel. Graag deze week, bewoner heeft er al een paar dagen een bakje onder.",
            due="14d 17:00",
            share=True,
        ),
        Move("17d 17:40", "loods", "tweede", W.PLANNED, window=("15d 08:00", "10:00")),
        Say("16d 08:30", "jansen", "Ik hoor dat de loodgieter woensdag komt, ik leg de sleutel bij de buren op 48A."),
        Say("16d 08:45", "youssef", "Geef ik door, dank je."),
        Say("16d 08:46", "youssef", "Sleutel ligt bij de buren op 48A.", "tweede"),
        Say("16d 09:15", "loods", "Duidelijk", "tweede"),
        Move(
            "15d 09:20",
            "loods",
            "tweede",
            W.REPORTED_DONE,
            "Kraan en koppeling vervangen, bijgevuld tot 1,8 bar en ontlucht. Vloer was gelukkig droog gebleven.",
        ),
        Move("15d 11:00", "youssef", "tweede", W.CLOSED),
        Turn("15d 11:02", "youssef", I.RESOLVED, "De kraan is vervangen. Laat het weten als er toch nog iets drupt."),
        Say("15d 10:55", "jansen", "Hij is net weg, geen druppel meer. Top, dank jullie wel!"),
        Turn("13d 09:30", "youssef", I.CLOSED),
    ),
)

LAMP = Conversation(
    "lamp",
    (
        Report(
            "7d 10:20",
            "thijs",
            "elektra",
            "Light in the stairwell stays on all night",
            "Sensor on the third floor, shines right under the door.",
            reporter="chen",
            priority=Priority.LOW,
        ),
        Say(
            "7d 11:00",
            "thijs",
            "Hi Li, thanks. The electrician is in your street this week, I will ask her to look at the sensor.",
        ),
        Give(
            "7d 11:08",
            "thijs",
            "sensor",
            "elektra",
            "Bewegingssensor trappenhuis blijft aan",
            "Derde verdieping. Afstellen of vervangen; combineren met je klus om de hoek mag.",
            due="4d 17:00",
        ),
        Move("7d 13:20", "elektra", "sensor", W.ACCEPTED),
        Move("6d 15:10", "elektra", "sensor", W.REPORTED_DONE, "Sensor vervangen en op 3 minuten gezet."),
        Move("5d 09:00", "thijs", "sensor", W.CLOSED),
        Turn("5d 09:02", "thijs", I.RESOLVED, "The sensor was replaced; the light now goes off after three minutes."),
        Say("6d 21:14", "chen", "Finally dark at night. Thank you very much!"),
    ),
)

NOISE = Conversation(
    "geluid",
    (
        Report(
            "13d 13:40",
            "sanne",
            "overlast",
            "Tikkend geluid in de muur",
            "Elke nacht tussen 1 en 3, in de muur naast het bed.",
            reporter="vandijk",
        ),
        Say(
            "13d 14:05",
            "sanne",
            "Dag Willem, zou het een leiding kunnen zijn die uitzet? Hoor je het ook als de verwarming uit blijft?",
        ),
        Say(
            "12d 08:12",
            "vandijk",
            "Gênant maar ik heb het gevonden: de wekker van mijn vrouw lag achter het bed. Excuses voor de moeite!",
        ),
        Turn(
            "12d 09:00",
            "sanne",
            I.CANCELLED,
            "Haha, de beste oplossing van de week. Slaap lekker vannacht!",
            reason="Melder heeft de oorzaak zelf gevonden.",
        ),
    ),
)

GLASS = Conversation(
    "ruit",
    (
        Report(
            "4d 08:20",
            "thijs",
            "glas",
            "Barst in grote ruit woonkamer",
            "Vogel ertegenaan gevlogen, barst van hoek tot hoek. Dubbel glas, ongeveer 180 bij 140.",
            reporter="smeets",
        ),
        Say(
            "4d 08:34",
            "thijs",
            "Dag Ruud, alles goed met je? Plak er vast breed tape overheen en blijf er even bij weg.",
        ),
        Say("4d 08:50", "smeets", "Met mij wel, met de duif niet. Tape zit erop."),
        Give(
            "4d 09:02",
            "thijs",
            "glaszetter",
            "glas",
            "Ruit woonkamer 5A vervangen",
            "HR++ ca. 180 x 140, tweede verdieping boven winkel. Inmeten en plaatsen, stoep kan worden afgezet.",
            due="+1d 17:00",
            access="Ingang naast de winkel, trap op. Laden en lossen tot 11:00.",
            share=True,
        ),
        Move("4d 09:30", "glas", "glaszetter", W.PLANNED, window=("1d 08:00", "10:30")),
        Say(
            "4d 09:33",
            "glas",
            "Is ingepland inclusief glaslift. Wilt u de winkelier laten weten dat we de stoep een uurtje nodig hebben?",
            "glaszetter",
        ),
        Say("4d 10:01", "thijs", "Doe ik, die zit er niet mee.", "glaszetter"),
        Move("1d 08:05", "glas", "glaszetter", W.IN_EXECUTION),
        Move(
            "1d 10:12",
            "glas",
            "glaszetter",
            W.REPORTED_DONE,
            "Ruit geplaatst (HR++ 4-16-4, 1,78 x 1,39), kit rondom, oude ruit afgevoerd. Kit 24 uur met rust laten.",
        ),
        Say("1d 12:20", "smeets", "Zit er strak in! Alleen weer uitkijken voor duiven."),
    ),
)

ENDED = (LOCK, RADIATOR, LAMP, NOISE, GLASS)
