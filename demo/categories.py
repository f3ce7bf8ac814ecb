"""What can be reported at Van Dam, and what is worth trying before somebody comes."""

from demo.people import Topic

TOPICS = {
    "verwarming": Topic(
        "Verwarming en warm water",
        "Heating and hot water",
        "loodgieter",
        "Kijk eerst naar de waterdruk op de ketel: tussen 1,5 en 2 bar is goed. Is die lager, vul dan bij; hoe dat "
        "gaat staat op de sticker aan de binnenkant van de klep. Toont de ketel een foutcode? Schrijf die erbij. "
        "Ruikt u gas: niets aan- of uitzetten, ramen open, naar buiten en bel 0800-9009.",
        "Look at the water pressure on the boiler first: between 1.5 and 2 bar is fine. If it is lower, top it up; "
        "the sticker inside the lid shows how. Does the boiler show an error code? Please mention it. If you smell "
        "gas: switch nothing, open the windows, go outside and call 0800-9009.",
    ),
    "lekkage": Topic(
        "Lekkage en leidingen",
        "Leaks and pipes",
        "loodgieter",
        "Draai bij een flinke lekkage meteen de hoofdkraan dicht; die zit meestal in de meterkast. Zet een emmer "
        "onder het lek en haal spullen weg. Schrijf erbij waar het water vandaan komt, hoe hard, en of de buren er "
        "last van hebben.",
        "With a serious leak, close the main tap at once; it is usually in the meter cupboard. Put a bucket under it "
        "and move your things. Tell us where the water comes from, how fast, and whether the neighbours are "
        "affected.",
    ),
    "afvoer": Topic(
        "Verstopping en riool",
        "Blocked drains",
        "loodgieter",
        "Haal eerst haar en zeepresten uit het putje en gebruik een ontstopper; liever geen bijtende middelen. Loopt "
        "het ook elders in huis slecht weg, of komt er water omhoog? Gebruik dan geen water meer en meld het meteen.",
        "First take hair and soap out of the drain and use a plunger; please no caustic cleaners. Does water drain "
        "badly elsewhere too, or does it come up? Then stop using water and report it at once.",
    ),
    "elektra": Topic(
        "Elektriciteit",
        "Electricity",
        "elektricien",
        "Staat er een schakelaar om in de meterkast? Haal alle stekkers van die groep eruit, zet de schakelaar terug "
        "en sluit de apparaten een voor een aan: zo vindt u de boosdoener. Valt hij weer uit zonder stekkers, dan "
        "komt er een elektricien.",
        "Has a switch tripped in the meter cupboard? Unplug everything on that circuit, switch it back on and plug "
        "things in one by one to find the culprit. If it trips again with nothing plugged in, we send an "
        "electrician.",
    ),
    "dak": Topic(
        "Dak en dakgoot",
        "Roof and gutters",
        "dakdekker",
        "Ga zelf nooit het dak op. Een foto vanaf de straat of door het dakraam helpt ons om meteen de juiste "
        "persoon te sturen. Zet bij binnenkomend water een emmer neer en prik een bol plafond niet door.",
        "Never climb the roof yourself. A picture from the street or through the skylight helps us send the right "
        "person at once. Put a bucket under incoming water, and do not pierce a bulging ceiling.",
    ),
    "ramen": Topic(
        "Ramen en deuren",
        "Windows and doors",
        "schilder",
        "Klemt een deur vooral bij nat weer? Dan is het hout gezwollen en plannen wij het in de droge maanden. Kan "
        "een raam of deur helemaal niet meer dicht of op slot, schrijf dat erbij: dan komen we snel.",
        "Does a door stick mostly in wet weather? Then the wood has swollen and we plan it for the dry months. If a "
        "window or door cannot be closed or locked at all, say so: then we come quickly.",
    ),
    "glas": Topic(
        "Glasschade",
        "Broken glass",
        "glaszetter",
        "Raak losse scherven niet aan met blote handen. Schrijf erbij welke ruit, hoe groot ongeveer, of het dubbel "
        "glas is, en of de woning nog dicht kan. Bij inbraak: doe aangifte en stuur ons het nummer.",
        "Do not touch loose shards with bare hands. Tell us which pane, roughly how large, whether it is double "
        "glazing, and whether the home can still be closed. After a burglary: report it to the police and send us "
        "the number.",
    ),
    "sloten": Topic(
        "Sloten en sleutels",
        "Locks and keys",
        "slotenmaker",
        "Buitengesloten of sleutel kwijt? Bel eerst familie of buren met een reservesleutel: een slotenmaker voor "
        "een verloren sleutel is voor uw eigen rekening. Gaat een slot zwaar, gebruik dan grafietspray, geen olie.",
        "Locked out or lost your key? First call family or neighbours with a spare: a locksmith for a lost key is at "
        "your own cost. If a lock turns stiffly, use graphite spray and no oil.",
    ),
    "ventilatie": Topic(
        "Vocht, schimmel en ventilatie",
        "Damp, mould and ventilation",
        "allround",
        "Laat de mechanische ventilatie altijd aan en houd roosters open, ook in de winter. Schrijf erbij in welke "
        "kamer het zit, hoe groot de plek is en of die nat aanvoelt: dat maakt het verschil tussen condens en een "
        "lek.",
        "Keep the mechanical ventilation on and the grilles open, also in winter. Tell us which room, how large the "
        "spot is and whether it feels wet: that tells condensation from a leak.",
    ),
    "keuken": Topic(
        "Keuken, badkamer en toilet",
        "Kitchen, bathroom and toilet",
        "allround",
        "Een kraan die drupt kan vaak wachten; een toilet dat blijft lopen kost u veel water: draai het stopkraantje "
        "ernaast dicht. Losse tegels, kitranden en kastdeurtjes herstellen wij; een foto is genoeg.",
        "A dripping tap can often wait; a running toilet costs you a lot of water: close the small stop tap beside "
        "it. We repair loose tiles, sealant and cupboard doors; a picture is enough.",
    ),
    "algemeen": Topic(
        "Trappenhuis en gemeenschappelijke ruimten",
        "Stairwell and shared spaces",
        "schoonmaak",
        "Zet erbij op welke verdieping het is en of er iemand kan vallen of klem kan zitten. Grofvuil in de gang? "
        "Vermeld of u weet van wie het is, dan spreken wij de bewoner aan.",
        "Mention the floor, and whether somebody could fall or get stuck. Bulky waste in the hall? Tell us if you "
        "know whose it is, and we will talk to the resident.",
    ),
    "overlast": Topic(
        "Overlast en overig",
        "Nuisance and other",
        None,
        "Praat bij geluidsoverlast eerst met uw buren: negen van de tien keer weten zij het niet. Houdt het aan, "
        "schrijf dan op wanneer en hoe lang. Bij bedreiging of geweld: bel 112.",
        "With noise, talk to your neighbours first: nine times out of ten they do not know. If it goes on, write "
        "down when and how long. With threats or violence: call 112.",
    ),
}
