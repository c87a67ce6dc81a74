"""Invented evenings of Kangasala's wellbeing work, one full, one open, one that opens later."""

from talkoot.home.management.demonstration.events_shape import Invented, Room, ToldSeries
from talkoot.kit.languages import Texts

SAID = Texts(
    fi="Ilta on keksitty esittelyä varten: aika, paikka, ohjelma ja osallistujat eivät ole todellisia. "
    "Kaupungin hyvinvointityö näkyy lähteen mukaan tapahtumina eri palvelukeskuksissa.",
    sv="Kvällen är påhittad för demonstrationen: tiden, platsen, programmet och deltagarna är inte "
    "verkliga. Enligt källan syns stadens välfärdsarbete som evenemang i de olika servicecentralerna.",
    en="This evening is invented for the demonstration: its time, place, programme and participants are "
    "not real. According to the source the city's wellbeing work is seen as events in the different "
    "service centres.",
)
EVENINGS = "kangasalan-hyvinvointi-illat"
CENTRE = "kangasala-sivistyskeskus"
PLACE = "Esimerkkisali, Kangasala"

ACCESS = Texts(
    fi="Esteetön sisäänkäynti, hissi ja induktiosilmukka (keksitty).",
    sv="Tillgänglig entré, hiss och induktionsslinga (påhittat).",
    en="Step-free entrance, lift and induction loop (invented).",
)

SERIES = (
    ToldSeries(
        EVENINGS,
        CENTRE,
        "other",
        Texts(
            fi="Kangasalan hyvinvointi-illat",
            sv="Välfärdskvällar i Kangasala",
            en="Wellbeing evenings in Kangasala",
        ),
        Texts(
            fi="Iltoja asukkaille, perheille ja järjestöille. Sarjan illat on keksitty esittelyä varten.",
            sv="Kvällar för invånare, familjer och föreningar. Seriens kvällar är påhittade för "
            "demonstrationen.",
            en="Evenings for residents, families and associations. The evenings of the series are "
            "invented for the demonstration.",
        ),
        project="kangasala",
    ),
)

EVENTS = (
    Invented(
        slug="kangasala-ravitsemusilta",
        project="kangasala",
        organisation=CENTRE,
        kind="other",
        in_days=10,
        hour=18,
        hours=2,
        titles=Texts(
            fi="Ravitsemusilta asukkaille (esimerkki)",
            sv="Näringskväll för invånarna (exempel)",
            en="Nutrition evening for residents (example)",
        ),
        summaries=Texts(
            fi="Mitä kaupungin uusi ravitsemussuunnitelma tarkoittaa arjessa?",
            sv="Vad betyder stadens nya näringsplan i vardagen?",
            en="What does the city's new nutrition plan mean in everyday life?",
        ),
        descriptions=SAID,
        series=EVENINGS,
        topics=("nutrition", "municipal-wellbeing-work"),
        area="kangasala",
        rooms=(Room("on_site", 50, 21),),
        fields={"languages": ["fi"], "place": PLACE, "accessibility": ACCESS, "asks_diet": True},
        first=130,
        needs=(("diet", "Keliakia (keksitty)"),),
    ),
    Invented(
        slug="kangasala-nepsy-ilta",
        project="kangasala",
        organisation=CENTRE,
        kind="other",
        in_days=17,
        hour=17,
        hours=2,
        titles=Texts(
            fi="Nepsy-ilta perheille (esimerkki)",
            sv="Nepsy-kväll för familjer (exempel)",
            en="Evening on neuropsychiatric services for families (example)",
        ),
        summaries=Texts(
            fi="Mistä perhe saa tukea? Perheiden palvelut esittäytyvät.",
            sv="Var får familjen stöd? Familjernas tjänster presenterar sig.",
            en="Where does a family get support? The services for families introduce themselves.",
        ),
        descriptions=SAID,
        series=EVENINGS,
        topics=("neuropsychiatric-services", "child-and-family-services"),
        area="kangasala",
        rooms=(Room("on_site", 20, 25, queue="auto"), Room("remote", None, 11)),
        fields={
            "languages": ["fi"],
            "place": PLACE,
            "accessibility": ACCESS,
            "remote_link": "https://etayhteys.example/kangasala",
            "asks_access": True,
        },
        first=160,
        needs=(("access", "Kuvailutulkkaus (keksitty)"),),
    ),
    Invented(
        slug="kangasala-jarjestoilta",
        project="kangasala",
        organisation=CENTRE,
        kind="other",
        in_days=52,
        hour=18,
        hours=2.5,
        titles=Texts(
            fi="Järjestöjen ja kaupungin yhteinen ilta (esimerkki)",
            sv="Gemensam kväll för föreningarna och staden (exempel)",
            en="Evening of the associations and the city (example)",
        ),
        summaries=Texts(
            fi="Järjestöt ja kaupungin palvelut sopivat ensi vuoden yhteisestä tekemisestä.",
            sv="Föreningarna och stadens tjänster kommer överens om nästa års gemensamma arbete.",
            en="Associations and the city's services agree on what they do together next year.",
        ),
        descriptions=SAID,
        series=EVENINGS,
        topics=("voluntary-associations", "participation"),
        area="kangasala",
        rooms=(Room("on_site", 60, 0),),
        opens_in_days=12,
        fields={"languages": ["fi"], "place": PLACE, "accessibility": ACCESS},
    ),
)
