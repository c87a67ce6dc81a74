"""What the demonstration's projects follow. Targets that no source names are said to be its own."""

from datetime import date

from talkoot.home.management.demonstration.indicators_shape import ByHand, Followed
from talkoot.kit.languages import Texts

OWN_PLAN = Texts(
    fi="Tavoite on esittelyn oma: lähde ei nimeä tavoitetta.",
    sv="Målet är demonstrationens eget: källan nämner inget mål.",
    en="The target is the demonstration's own: the source names none.",
)
PROMISED = Texts(
    fi="Tavoite on hankkeen omalta sivulta, interregeurope.eu/near.",
    sv="Målet är från projektets egen sida, interregeurope.eu/near.",
    en="The target is from the project's own page, interregeurope.eu/near.",
)
CHOSEN = Texts(
    fi="Indikaattorin on valinnut esittely: hankkeen omaa indikaattoriluetteloa ei tiedetä.",
    sv="Indikatorn är vald av demonstrationen: projektets egen lista är inte känd.",
    en="The demonstration has chosen this indicator: the project's own list is not known.",
)
TOLD = Texts(
    fi="Luku on lähteestä. Kun Talkootissa on rivejä, joista sen voi laskea, ne laskevat sen.",
    sv="Talet är från källan. När Talkoot har rader som det kan räknas från räknar de det.",
    en="The number is from the source. When Talkoot has rows to count it from, they count it.",
)
TIMES = Texts(fi="osallistumista", sv="deltaganden", en="participations")
PEOPLE = Texts(fi="henkilöä", sv="personer", en="people")
BODIES = Texts(fi="organisaatiota", sv="organisationer", en="organisations")
HELD, TOOK_PART = "events.held", "events.participations"
PERSONS, FROM = "events.people", "events.organisations"
INVENTED = (
    "KEKSITTY TODISTE. Tämä tiedosto on tehty Talkootin esittelyä varten: se näyttää, missä todiste "
    "on, eikä ole oikea asiakirja.\n\n"
)

ETANA = "etana-enemman"
ETANA_ENEMMAN = (
    Followed(
        ETANA,
        Texts(fi="Webinaarit", sv="Webbinarier", en="Webinars"),
        unit=Texts(fi="webinaaria", sv="webbinarier", en="webinars"),
        meaning=OWN_PLAN,
        measure=HELD,
        part_by="kind",
        part="webinar",
        target=8,
        shares={"kt": 8},
    ),
    Followed(
        ETANA,
        Texts(fi="Teemavalmennukset", sv="Temacoachningar", en="Theme coachings"),
        unit=Texts(fi="valmennusta", sv="coachningar", en="coachings"),
        meaning=OWN_PLAN,
        measure=HELD,
        part_by="kind",
        part="coaching",
        target=8,
        shares={"kt": 7},
    ),
    Followed(
        ETANA,
        Texts(fi="Seminaarit", sv="Seminarier", en="Seminars"),
        unit=Texts(fi="seminaaria", sv="seminarier", en="seminars"),
        measure=HELD,
        part_by="kind",
        part="seminar",
    ),
    Followed(
        ETANA,
        Texts(fi="Osallistumiset", sv="Deltaganden", en="Participations"),
        unit=TIMES,
        meaning=OWN_PLAN,
        measure=TOOK_PART,
        goal=1,
        target=600,
    ),
    Followed(
        ETANA,
        Texts(fi="Eri ihmiset", sv="Olika personer", en="Different people"),
        unit=PEOPLE,
        measure=PERSONS,
        goal=1,
    ),
    Followed(
        ETANA,
        Texts(fi="Eri organisaatiot", sv="Olika organisationer", en="Different organisations"),
        unit=BODIES,
        measure=FROM,
        goal=1,
    ),
    Followed(
        ETANA,
        Texts(fi="Asiantuntijavideot", sv="Expertvideor", en="Expert videos"),
        unit=Texts(fi="videota", sv="videor", en="videos"),
        meaning=TOLD,
        figure=ByHand(
            4,
            date(2020, 1, 1),
            date(2021, 12, 31),
            "Esittelyssä videoista ei ole rivejä. Lähteen mukaan KT teki neljä asiantuntijavideota. "
            "Päiviä ei tiedetä, joten jaksona on KT:n osallistumisaika.",
            "Esittelyn kokoaja (keksitty)",
            "videot-keksitty-todiste.txt",
            INVENTED
            + "Lähde: KT:n esittely hankkeesta. Neljä asiantuntijavideota: muutosjohtaminen, "
            "korona-ajan opit, työaikajärjestelyt ja henkilöstön tehtäväsiirrot.\n",
            partner="kt",
        ),
    ),
)

SAVO = "pohjois-savo"
POHJOIS_SAVO = (
    Followed(
        SAVO,
        Texts(fi="Työkokoukset", sv="Arbetsmöten", en="Working meetings"),
        unit=Texts(fi="kokousta", sv="möten", en="meetings"),
        meaning=Texts(
            fi="Lähde ei kerro, montako kokousta pidettiin. Luku puuttuu: se ei ole nolla.",
            sv="Källan berättar inte hur många möten som hölls. Talet saknas: det är inte noll.",
            en="The source does not say how many were held. The number is missing: it is not nought.",
        ),
    ),
    Followed(
        SAVO,
        Texts(
            fi="Seminaarin osallistujat ilman nimiä",
            sv="Deltagare i seminariet utan namn",
            en="Participants of the seminar without names",
        ),
        unit=PEOPLE,
        meaning=Texts(
            fi="Lähde kertoo ”lähes 90 osallistujaa”; nimiä ei kirjattu.",
            sv="Källan säger ”nästan 90 deltagare”; namn skrevs inte upp.",
            en="The source says “nearly 90 participants”; no names were written down.",
        ),
        measure="events.headcount",
    ),
    Followed(
        SAVO,
        Texts(
            fi="Seminaarit, loppuseminaari mukaan lukien",
            sv="Seminarier, slutseminariet medräknat",
            en="Seminars, the closing seminar among them",
        ),
        unit=Texts(fi="seminaaria", sv="seminarier", en="seminars"),
        meaning=OWN_PLAN,
        measure=HELD,
        part_by="kind",
        part="seminar",
        target=2,
    ),
)

HUB = "hubittaako"
HUBITTAAKO = (
    Followed(
        HUB,
        Texts(fi="Avatut etätyökeskukset", sv="Öppnade distansarbetsplatser", en="Hubs opened"),
        unit=Texts(fi="keskusta", sv="platser", en="hubs"),
        meaning=OWN_PLAN,
        goal=0,
        target=1,
        figure=ByHand(
            1,
            date(2020, 8, 1),
            date(2020, 8, 31),
            "Keskus avattiin elokuussa 2020; päivää ei tiedetä. Keskuksista ei ole rivejä esittelyssä.",
            "Esittelyn kokoaja (keksitty)",
            "hubteekki-keksitty-todiste.txt",
            INVENTED
            + "Lähde: lehtijuttu HUBteekista, joka avattiin Pihtiputaalla elokuussa 2020.\n",
        ),
    ),
    Followed(
        HUB,
        Texts(
            fi="Opiskelijat paikallisessa opintoryhmässä",
            sv="Studerande i den lokala studiegruppen",
            en="Students in the local study group",
        ),
        unit=Texts(fi="opiskelijaa", sv="studerande", en="students"),
        meaning=TOLD,
        goal=1,
        figure=ByHand(
            12,
            date(2021, 1, 1),
            date(2021, 1, 31),
            "Ryhmästä ei ole rivejä esittelyssä. Artikkelin mukaan 12 opiskelijaa aloitti vuoden 2021 "
            "alusta; päivää ei tiedetä.",
            "Esittelyn kokoaja (keksitty)",
            "opintoryhma-keksitty-todiste.txt",
            INVENTED
            + "Lähde: artikkeli, jonka mukaan 12 opiskelijaa aloitti HUBteekissä vuoden 2021 "
            "alusta sosionomiopinnot.\n",
        ),
    ),
)

ABROAD = "near"
NEAR = (
    Followed(
        ABROAD,
        code="RCO115",
        meaning=CHOSEN,
        measure=HELD,
        goal=0,
    ),
    Followed(ABROAD, code="RCO81", meaning=CHOSEN, measure=TOOK_PART, goal=0),
    Followed(ABROAD, code="RCO87", meaning=CHOSEN, measure=FROM, goal=0),
    Followed(
        ABROAD,
        Texts(fi="Oppimistapahtumat", sv="Lärevenemang", en="Learning events"),
        unit=Texts(fi="tapahtumaa", sv="evenemang", en="events"),
        meaning=PROMISED,
        measure=HELD,
        part_by="kind",
        part="learning_event",
        goal=0,
        target=5,
    ),
    Followed(
        ABROAD,
        Texts(fi="Eri ihmiset", sv="Olika personer", en="Different people"),
        unit=PEOPLE,
        measure=PERSONS,
        goal=0,
    ),
    Followed(
        ABROAD,
        Texts(fi="Hyvät käytännöt", sv="Goda metoder", en="Good practices"),
        unit=Texts(fi="käytäntöä", sv="metoder", en="practices"),
        meaning=PROMISED,
        goal=2,
        target=20,
    ),
    Followed(
        ABROAD,
        Texts(fi="Nykytila-analyysit", sv="Lägesanalyser", en="Regional diagnoses"),
        unit=Texts(fi="analyysia", sv="analyser", en="diagnoses"),
        meaning=PROMISED,
        goal=3,
        target=4,
    ),
    Followed(
        ABROAD,
        Texts(fi="Hankkeen opas", sv="Projektets handbok", en="Project guide"),
        unit=Texts(fi="opas", sv="handbok", en="guide"),
        meaning=PROMISED,
        goal=4,
        target=1,
    ),
)

CITY = "kangasala"
KANGASALA = (
    Followed(
        CITY,
        Texts(fi="Illat asukkaille", sv="Kvällar för invånarna", en="Evenings for residents"),
        unit=Texts(fi="iltaa", sv="kvällar", en="evenings"),
        meaning=OWN_PLAN,
        measure=HELD,
        goal=1,
        target=6,
    ),
    Followed(
        CITY,
        Texts(fi="Osallistumiset", sv="Deltaganden", en="Participations"),
        unit=TIMES,
        measure=TOOK_PART,
        goal=1,
    ),
)

FOLLOWED = (*ETANA_ENEMMAN, *POHJOIS_SAVO, *HUBITTAAKO, *NEAR, *KANGASALA)
