"""The invented people of the demonstration: what each may do, and what they know."""

from talkoot.home.management.demonstration.shape import Knows, Somebody
from talkoot.kit.languages import Texts

DOMAIN = "esimerkki.example"
PARTICIPANT = f"osallistuja@{DOMAIN}"
PASSWORD = "talkoot-demo"  # noqa: S105  # printed by the demonstration itself; opens invented people only

PEOPLE = (
    Somebody(
        f"yllapitaja@{DOMAIN}",
        "Testi Ylläpitäjä",
        Texts(fi="ylläpitää koko palvelua", sv="sköter hela tjänsten", en="keeps the installation"),
        is_staff=True,
    ),
    Somebody(
        f"koordinaattori@{DOMAIN}",
        "Testi Koordinaattori",
        Texts(
            fi="koordinoi Päijät-Hämeen hyvinvointialueen hankkeita",
            sv="samordnar projekten i Päijänne-Tavastlands välfärdsområde",
            en="coordinates the projects of the wellbeing services county of Päijät-Häme",
        ),
        title="TKKI-koordinaattori",
        member_of={"paijat-hame-hyvinvointialue": "coordinator"},
        knows=(
            Knows(
                "competence-development",
                "Autan löytämään, kuka verkostossa on jo ratkaissut saman kysymyksen.",
                is_shown=True,
            ),
        ),
    ),
    Somebody(
        f"near@{DOMAIN}",
        "Testi Projektipäällikkö",
        Texts(fi="johtaa NEAR-hanketta", sv="leder projektet NEAR", en="manages NEAR"),
        title="projektipäällikkö",
        member_of={"verso": "member"},
        roles={"near": "manager"},
        knows=(
            Knows(
                "community-social-work",
                "Yhteisöjä mukaan ottavat työtavat ja niiden vertaaminen eri maissa.",
                is_shown=True,
            ),
        ),
    ),
    Somebody(
        f"pohjois-savo@{DOMAIN}",
        "Testi Kehittäjä",
        Texts(
            fi="hoitaa Pohjois-Savon hankkeen tietoja",
            sv="sköter uppgifterna om projektet i Norra Savolax",
            en="manages the project of North Savo",
        ),
        title="kehittämispäällikkö",
        member_of={"iso": "member"},
        roles={"pohjois-savo": "manager"},
        knows=(
            Knows(
                "service-management",
                "Sosiaalijohtajan tehtävä- ja osaamiskuvauksen käyttö kehityskeskusteluissa.",
                is_shown=True,
            ),
        ),
    ),
    Somebody(
        f"kangasala@{DOMAIN}",
        "Testi Hyvinvointikoordinaattori",
        Texts(
            fi="johtaa Kangasalan hyvinvointityötä",
            sv="leder välfärdsarbetet i Kangasala",
            en="manages the wellbeing work in Kangasala",
        ),
        title="hyvinvointikoordinaattori",
        member_of={"kangasala": "member"},
        roles={"kangasala": "manager"},
        knows=(
            Knows(
                "municipal-wellbeing-work",
                "Taustatiedon kokoaminen päätöksentekijöille ja ilmiöiden tunnistaminen.",
                is_shown=True,
            ),
            Knows("nutrition", "Kunnan ravitsemussuunnitelman kokoaminen.", is_shown=False),
        ),
    ),
    Somebody(
        f"etana@{DOMAIN}",
        "Testi Etäjohtaja",
        Texts(
            fi="johtaa Etänä enemmän -hanketta",
            sv="leder projektet Etänä enemmän",
            en="manages Etänä enemmän",
        ),
        title="projektipäällikkö",
        member_of={"tamk": "member"},
        roles={"etana-enemman": "manager"},
        knows=(
            Knows(
                "remote-leadership",
                "Etäjohtamisen valmennukset sote-alan esihenkilöille.",
                is_shown=True,
            ),
        ),
    ),
    Somebody(
        f"hubittaako@{DOMAIN}",
        "Testi Hubinpitäjä",
        Texts(
            fi="johtaa Hubittaako-hanketta",
            sv="leder projektet Hubittaako",
            en="manages Hubittaako",
        ),
        title="projektikoordinaattori",
        member_of={"pihtipudas": "member"},
        roles={"hubittaako": "manager"},
        knows=(
            Knows(
                "remote-work-hubs",
                "Etätyökeskuksen perustaminen pieneen kuntaan.",
                is_shown=True,
            ),
        ),
    ),
    Somebody(
        f"kumppani@{DOMAIN}",
        "Testi Osatoteuttaja",
        Texts(
            fi="KT:n yhteyshenkilö Etänä enemmän -hankkeessa",
            sv="KT:s kontaktperson i projektet Etänä enemmän",
            en="KT's contact in Etänä enemmän",
        ),
        title="asiantuntija",
        member_of={"kt": "member"},
        roles={"etana-enemman": "partner_contact"},
        partner="kt",
        knows=(Knows("crisis-communication", "Kriisiviestintä esihenkilötyössä.", is_shown=True),),
    ),
    Somebody(
        f"jasen@{DOMAIN}",
        "Testi Työntekijä",
        Texts(fi="työskentelee NEAR-hankkeessa", sv="arbetar i projektet NEAR", en="works in NEAR"),
        title="suunnittelija",
        member_of={"lab": "member"},
        roles={"near": "member"},
    ),
    Somebody(
        f"katselija@{DOMAIN}",
        "Testi Katselija",
        Texts(
            fi="seuraa Hubittaako-hanketta rahoittajan puolesta",
            sv="följer projektet Hubittaako för finansiärens räkning",
            en="follows Hubittaako for its funder",
        ),
        member_of={"keski-suomen-liitto": "member"},
        roles={"hubittaako": "viewer"},
    ),
    Somebody(
        PARTICIPANT,
        "Testi Osallistuja",
        Texts(
            fi="osallistuja, jolla ei ole roolia hankkeissa",
            sv="en deltagare utan roll i projekten",
            en="a participant with no role in any project",
        ),
        language="sv",
    ),
)
