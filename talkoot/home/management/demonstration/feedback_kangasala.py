"""The residents' door of Kangasala: the source says that there is too little direct feedback; what is
said here is invented, and says so."""

from dataclasses import dataclass

from talkoot.kit.languages import Texts

SLUG = "kangasala"
TITLES = Texts(
    fi="Kerro Kangasalan hyvinvointityölle", sv="Berätta för välfärdsarbetet i Kangasala",
    en="Tell Kangasala's wellbeing work",
)  # fmt: skip  # one name
INTROS = Texts(
    fi="Mikä arjessa toimii, mikä ei, ja mitä kaupungissa pitäisi huomata? Nimeä ei tarvita. Esittelyssä "
    "näkyvä palaute on keksitty.",
    sv="Vad fungerar i vardagen, vad fungerar inte och vad borde staden lägga märke till? Inget namn "
    "behövs. Responsen i demonstrationen är påhittad.",
    en="What works in everyday life, what does not, and what should the city notice? No name is needed. "
    "The feedback shown in the demonstration is invented.",
)


@dataclass(frozen=True)
class Saying:
    """One invented thing that was said, its answer code or where it was said, and what became of it."""

    text: str
    code: str = ""
    how: str = ""
    state: str = ""
    reply: str = ""


SAYINGS = (
    Saying(
        "Perheiden palveluja on vaikea löytää. Yksi sivu, jossa olisi kaikkien järjestöjenkin tarjonta, "
        "auttaisi. (Keksitty palaute.)",
        code="ESIT TELY KOOD AAAA",
        reply="Kiitos! Palvelut kootaan kaupungin sivuille tänä vuonna, järjestöt mukaan lukien. "
        "(Keksitty vastaus.)",
    ),
    Saying(
        "Nuorille kaivattaisiin paikka, jossa voi olla iltaisin ilman harrastusta. (Keksitty palaute.)",
        code="ESIT TELY KOOD BBBB",
        state="in_hand",
    ),
    Saying(
        "Lapsen neuropsykiatrisen tuen odotus on pitkä, eikä kukaan kerro, missä kohdassa ollaan. "
        "(Keksitty palaute.)",
        code="ESIT TELY KOOD CCCC",
    ),
    Saying(
        "Ikäihmisten ruokailu palvelukeskuksessa on viikon kohokohta, siitä pitäisi kertoa enemmän. "
        "(Keksitty palaute.)",
        how="Palvelukeskuksen kahvihetki (keksitty)",
    ),
)
