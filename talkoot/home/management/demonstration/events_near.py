"""Invented events of NEAR, which promises learning events with study visits and peer reviews."""

from talkoot.home.management.demonstration.events_shape import (
    Invented,
    Part,
    Register,
    Room,
    ToldSeries,
)
from talkoot.kit.languages import Texts

SAID = Texts(
    fi="Tapahtuma on keksitty esittelyä varten: aika, paikka, ohjelma ja osallistujat eivät ole "
    "todellisia. Hanke on luvannut viisi oppimistapahtumaa, joihin kuuluu opintovierailuja ja "
    "vertaisarvioinnin työpajoja.",
    sv="Evenemanget är påhittat för demonstrationen: tiden, platsen, programmet och deltagarna är inte "
    "verkliga. Projektet har lovat fem lärevenemang med studiebesök och verkstäder för kollegial "
    "granskning.",
    en="This event is invented for the demonstration: its time, place, programme and participants are "
    "not real. The project has promised five learning events with study visits and peer review "
    "workshops.",
)
LEARNING = "near-oppimistapahtumat"
PLACE = "Esimerkkitalo, Lahti"

ACCESS = Texts(
    fi="Esteetön sisäänkäynti, hissi ja induktiosilmukka (keksitty).",
    sv="Tillgänglig entré, hiss och induktionsslinga (påhittat).",
    en="Step-free entrance, lift and induction loop (invented).",
)

SERIES = (
    ToldSeries(
        LEARNING,
        "verso",
        "conferences",
        Texts(
            fi="NEAR: oppimistapahtumat",
            sv="NEAR: lärevenemang",
            en="NEAR: learning events",
        ),
        Texts(
            fi="Oppimistapahtumia, opintovierailuja ja vertaisarvioinnin työpajoja. Sarjan tapahtumat "
            "on keksitty esittelyä varten.",
            sv="Lärevenemang, studiebesök och verkstäder för kollegial granskning. Seriens evenemang är "
            "påhittade för demonstrationen.",
            en="Learning events, study visits and peer review workshops. The events of the series are "
            "invented for the demonstration.",
        ),
        project="near",
    ),
)

EVENTS = (
    Invented(
        slug="near-oppimistapahtuma",
        project="near",
        organisation="verso",
        kind="learning_event",
        in_days=24,
        hour=9,
        hours=7,
        days=2,
        titles=Texts(
            fi="Oppimistapahtuma: yhteisö mukana palveluissa (esimerkki)",
            sv="Lärevenemang: gemenskapen med i tjänsterna (exempel)",
            en="Learning event: the community in the services (example)",
        ),
        summaries=Texts(
            fi="Kaksi päivää yksilölähtöisistä ja yhteisöllisistä sosiaalipalveluista viidestä maasta.",
            sv="Två dagar om personcentrerade och gemenskapsbaserade sociala tjänster i fem länder.",
            en="Two days on person-centred and community-based social services in five countries.",
        ),
        descriptions=SAID,
        series=LEARNING,
        topics=("community-social-work", "person-centred-services"),
        area="paijat-hame",
        rooms=(Room("on_site", 40, 37), Room("remote", None, 14)),
        participant_mode="remote",
        parts=(
            Part(
                Texts(fi="Avaus ja esimerkit", sv="Öppning och exempel", en="Opening and examples"),
                day=0,
                hour=9,
                hours=3,
            ),
            Part(
                Texts(fi="Opintovierailu", sv="Studiebesök", en="Study visit"),
                day=0,
                hour=13,
                hours=3,
                capacity=15,
            ),
            Part(
                Texts(
                    fi="Vertaisarvioinnin työpaja",
                    sv="Verkstad för kollegial granskning",
                    en="Peer review workshop",
                ),
                day=1,
                hour=9,
                hours=4,
                capacity=20,
            ),
        ),
        fields={
            "languages": ["en", "fi"],
            "place": PLACE,
            "accessibility": ACCESS,
            "remote_link": "https://etayhteys.example/near",
            "asks_diet": True,
            "asks_access": True,
        },
        first=10,
        needs=(("diet", "Kasvisruoka (keksitty)"), ("access", "Induktiosilmukka (keksitty)")),
    ),
    Invented(
        slug="near-opintovierailu",
        project="near",
        organisation="verso",
        kind="study_visit",
        in_days=31,
        hour=10,
        hours=5,
        titles=Texts(
            fi="Opintovierailu yhteisötaloon (esimerkki)",
            sv="Studiebesök i ett gemenskapshus (exempel)",
            en="Study visit to a community house (example)",
        ),
        summaries=Texts(
            fi="Pieni ryhmä tutustuu siihen, miten asukkaat ovat mukana palvelujen tekemisessä.",
            sv="En liten grupp ser hur invånarna är med och gör tjänsterna.",
            en="A small group sees how residents take part in making the services.",
        ),
        descriptions=SAID,
        series=LEARNING,
        topics=("community-social-work",),
        area="paijat-hame",
        rooms=(Room("on_site", 12, 17, queue="offer"),),
        participant_mode="on_site",
        fields={
            "languages": ["en", "fi"],
            "place": PLACE,
            "accessibility": ACCESS,
            "asks_access": True,
        },
        first=70,
        needs=(("access", "Esteetön reitti (keksitty)"),),
    ),
    Invented(
        slug="near-vertaisarviointi",
        project="near",
        organisation="verso",
        kind="peer_review",
        in_days=45,
        hour=12,
        hours=3,
        titles=Texts(
            fi="Vertaisarvioinnin työpaja (esimerkki)",
            sv="Verkstad för kollegial granskning (exempel)",
            en="Peer review workshop (example)",
        ),
        summaries=Texts(
            fi="Alueet arvioivat toistensa toimintatapoja vertaisina etäyhteydellä.",
            sv="Regionerna granskar varandras arbetssätt som jämlikar på distans.",
            en="Regions review one another's ways of working as peers, remotely.",
        ),
        descriptions=SAID,
        series=LEARNING,
        topics=("person-centred-services", "competence-development"),
        rooms=(Room("remote", 25, 9),),
        fields={"languages": ["en"], "remote_link": "https://etayhteys.example/near-2"},
        first=100,
    ),
    Invented(
        slug="near-oppimistapahtuma-aiempi",
        project="near",
        organisation="verso",
        kind="learning_event",
        in_days=-40,
        hour=9,
        hours=6,
        titles=Texts(
            fi="Oppimistapahtuma: taidot ja työvälineet (esimerkki)",
            sv="Lärevenemang: färdigheter och verktyg (exempel)",
            en="Learning event: skills and tools (example)",
        ),
        summaries=Texts(
            fi="Päivä sosiaalityön taidoista ja työvälineistä. Tapahtuma on jo pidetty.",
            sv="En dag om färdigheter och verktyg i socialt arbete. Evenemanget har redan hållits.",
            en="A day on skills and tools of social work. The event has been held.",
        ),
        descriptions=SAID,
        series=LEARNING,
        topics=("competence-development",),
        area="paijat-hame",
        rooms=(Room("on_site", 40, 0),),
        fields={
            "languages": ["en", "fi"],
            "place": PLACE,
            "accessibility": ACCESS,
            "certificate_minutes": 180,
        },
        register=Register(34, first=5, absent=6, partners=("lab", "navarra"), staff=2, minutes=340),
    ),
)
