"""Kangasala: a city's standing work for its residents' wellbeing, without outside funding."""

from talkoot.home.management.demonstration.shape import Partner, Said, Story, UnderWay
from talkoot.kit.languages import Texts

SERIES = "Kangasalan kaupungin juttusarja"
CENTRE = "kangasala-sivistyskeskus"

KANGASALA = Story(
    slug="kangasala",
    owner="kangasala",
    kind="standing",
    names=Texts(
        fi="Kangasalan hyvinvointityö",
        sv="Välfärdsarbetet i Kangasala",
        en="Wellbeing work in Kangasala",
    ),
    basics={
        "short_names": Texts(
            fi="Kangasalan hyvinvointityö",
            sv="Välfärdsarbetet i Kangasala",
            en="Wellbeing work in Kangasala",
        ),
        "funding": "none",
        "summaries": Texts(
            fi="Kangasalan kaupunki edistää asukkaidensa hyvinvointia ja terveyttä pysyvänä työnä, "
            "johon osallistuvat kaupungin palvelut, järjestöt ja muut toimijat. Kangasala palkkasi "
            "ensimmäisenä Pirkanmaan kunnista kokopäiväisen hyvinvointikoordinaattorin.",
            sv="Kangasala stad främjar invånarnas välfärd och hälsa som ett fortlöpande arbete, "
            "tillsammans med stadens tjänster, föreningar och andra aktörer. Kangasala var den "
            "första kommunen i Birkaland som anställde en välfärdskoordinator på heltid.",
            en="The City of Kangasala promotes its residents' wellbeing and health as standing work, "
            "together with its own services, associations and others. Kangasala was the first "
            "municipality in Pirkanmaa to employ a full-time wellbeing coordinator.",
        ),
        "aims": Texts(
            fi="Työssä suunnitellaan, valmistellaan ja kootaan taustatietoa päätöksentekijöille sekä "
            "tartutaan ajankohtaisiin ilmiöihin. Tulokset näkyvät arjessa toimintamalleina ja "
            "tapahtumina eri palvelukeskuksissa.",
            sv="I arbetet ingår att planera, bereda och samla bakgrundsfakta för beslutsfattarna och "
            "att ta tag i aktuella fenomen. Resultaten syns i vardagen som arbetsmodeller och "
            "evenemang i de olika servicecentralerna.",
            en="The work is to plan, to prepare, to gather background facts for decision makers and "
            "to take up phenomena as they emerge. Its results are seen in everyday life as ways of "
            "working and events in the different service centres.",
        ),
        "contact_role": Texts(
            fi="Hyvinvointikoordinaattori (keksitty henkilö)",
            sv="Välfärdskoordinator (påhittad person)",
            en="Wellbeing coordinator (an invented person)",
        ),
        "contact_email": "kangasala@esimerkki.example",
    },
    areas=("kangasala",),
    topics=(
        "municipal-wellbeing-work",
        "neuropsychiatric-services",
        "domestic-violence-prevention",
        "nutrition",
        "child-and-family-services",
        "voluntary-associations",
        "participation",
    ),
    target_groups=("residents", "families", "associations"),
    partners=(
        Partner("coordinator", "kangasala"),
        Partner("part_implementer", CENTRE),
    ),
    goals=(
        Texts(
            fi="Kaupunkilaisten hyvinvointi lisääntyy",
            sv="Stadsbornas välfärd ökar",
            en="The residents' wellbeing grows",
        ),
        Texts(
            fi="Osallisuus vahvistuu", sv="Delaktigheten stärks", en="Participation grows stronger"
        ),
        Texts(
            fi="Terveyserot kaventuvat",
            sv="Hälsoskillnaderna minskar",
            en="Differences in health narrow",
        ),
    ),
    themes=(
        UnderWay(
            Texts(
                fi="Nepsy-palvelujen kehittäminen",
                sv="Utveckling av de neuropsykiatriska tjänsterna",
                en="Developing neuropsychiatric services",
            ),
            CENTRE,
        ),
        UnderWay(
            Texts(
                fi="Lähisuhde- ja perheväkivallan ehkäisy",
                sv="Förebyggande av våld i nära relationer och familjevåld",
                en="Preventing domestic and family violence",
            ),
            CENTRE,
        ),
        UnderWay(
            Texts(
                fi="Uusi ravitsemussuunnitelma",
                sv="En ny näringsplan",
                en="A new nutrition plan",
            ),
            CENTRE,
        ),
        UnderWay(
            Texts(
                fi="Perheiden palvelut löytyviksi",
                sv="Familjernas tjänster lätta att hitta",
                en="Making services for families easy to find",
            ),
            CENTRE,
            descriptions=Texts(
                fi="Perheiden palvelut kootaan kaupungin verkkosivuille niin, että ne löytyvät "
                "helpommin.",
                sv="Tjänsterna för familjer samlas på stadens webbplats så att de är lättare att "
                "hitta.",
                en="Services for families are gathered on the city's website so that they are easier "
                "to find.",
            ),
        ),
        UnderWay(
            Texts(
                fi="Yhteistyö järjestöjen kanssa",
                sv="Samarbete med föreningar",
                en="Working with associations",
            ),
            CENTRE,
        ),
    ),
    remarks=(
        Said(
            "period",
            Texts(
                fi="Työ on pysyvää. Lähde ei kerro, milloin se alkoi.",
                sv="Arbetet är fortlöpande. Källan berättar inte när det började.",
                en="The work is standing. The source does not say when it began.",
            ),
            source=SERIES,
            is_uncertain=True,
        ),
        Said(
            "themes",
            Texts(
                fi="Teemat ja niiden tila ovat siltä ajalta, jolloin juttu julkaistiin. Lähde ei "
                "nimeä kullekin teemalle omaa vastuutahoa: vastuutahoksi on merkitty sivistyskeskus, "
                "jonka työtä juttu esittelee.",
                sv="Temana och deras läge är från den tid då artikeln publicerades. Källan nämner "
                "ingen ansvarig för varje tema: som ansvarig anges bildningscentralen, vars arbete "
                "artikeln presenterar.",
                en="The themes and their states are as they were when the article was published. The "
                "source names no one for each theme: the education and culture centre, whose work "
                "the article presents, is given here.",
            ),
            source=SERIES,
            is_uncertain=True,
        ),
        Said(
            "all",
            Texts(
                fi="Tiedot on koottu sisältömarkkinointijutusta, jossa haastateltiin kaupungin "
                "hyvinvointikoordinaattoria. Juttusarja julkaistiin marras–tammikuussa.",
                sv="Uppgifterna kommer från en sponsrad artikel med en intervju med stadens "
                "välfärdskoordinator. Artikelserien publicerades i november–januari.",
                en="The facts come from a sponsored article that interviewed the city's wellbeing "
                "coordinator. The series was published from November to January.",
            ),
            source=SERIES,
        ),
    ),
)
