"""The survey of staffing needs by sector of Hubittaako. The source tells that the municipality made one
and that it showed which professionals are needed; its answers are invented."""

from random import Random

from talkoot.kit.languages import Texts
from talkoot.surveys.operations.loading import Given

TITLES = Texts(
    fi="Millaisia osaajia toimialoilla tarvitaan? (keksityt vastaukset)",
    sv="Vilka yrkesmänniskor behövs inom branscherna? (påhittade svar)",
    en="Which professionals will the sectors be needing? (invented answers)",
)
INTROS = Texts(
    fi="Kysely kunnan työnantajille ja toimijoille: millaisia osaajia tarvitaan seuraavien viiden vuoden "
    "aikana. Vastauksista suunnitellaan opintoja, joita voi suorittaa HUBteekissa. Esittelyn vastaukset "
    "on keksitty.",
    sv="En enkät till arbetsgivarna i kommunen: vilka yrkesmänniskor behövs under de följande fem åren. "
    "Utifrån svaren planeras studier som kan avläggas på HUBteekki. Svaren i demonstrationen är påhittade.",
    en="A survey to the employers of the municipality: which professionals will be needed in the coming "
    "five years. Studies that can be taken at HUBteekki are planned by it. The answers of the "
    "demonstration are invented.",
)
FORM = Texts(fi="Osaajatarpeet", sv="Behov av yrkesfolk", en="Staffing needs")
QUESTION = Texts(
    fi="Millaisia osaajia tarvitsette lisää seuraavien viiden vuoden aikana?",
    sv="Vilka yrkesmänniskor behöver ni fler av under de följande fem åren?",
    en="Which professionals will you need more of in the coming five years?",
)
HOW_MANY = Texts(
    fi="Kuinka monta uutta työntekijää tarvitsette yhteensä?",
    sv="Hur många nya anställda behöver ni sammanlagt?",
    en="How many new employees will you need in all?",
)
STUDIES = Texts(
    fi="Millaiset opinnot paikkakunnalla auttaisivat?",
    sv="Vilka studier på orten skulle vara till hjälp?",
    en="What studies close to home would help?",
)
PROFESSIONALS = (
    Texts(fi="Sosionomeja", sv="Socionomer", en="Bachelors of social services"),
    Texts(fi="Lähihoitajia", sv="Närvårdare", en="Practical nurses"),
    Texts(fi="Sairaanhoitajia", sv="Sjukskötare", en="Nurses"),
    Texts(
        fi="Varhaiskasvatuksen opettajia",
        sv="Lärare inom småbarnspedagogik",
        en="Early childhood teachers",
    ),
    Texts(
        fi="Metalli- ja puualan osaajia", sv="Metall- och träarbetare", en="Metal and wood workers"
    ),
    Texts(fi="Kokkeja ja tarjoilijoita", sv="Kockar och servitörer", en="Cooks and waiters"),
    Texts(fi="Maatalouslomittajia", sv="Avbytare inom lantbruket", en="Farm relief workers"),
    Texts(fi="Digitaitojen osaajia", sv="Digikunniga", en="People with digital skills"),
)
SECTORS: tuple[tuple[Texts, int, tuple[int, ...]], ...] = (
    # The sector, how many of it answered, and how many of a hundred chose each of the professionals.
    (Texts(fi="Sosiaali- ja terveysala", sv="Social- och hälsovård", en="Social and health care"), 14,
     (86, 64, 50, 7, 0, 7, 0, 21)),
    (Texts(fi="Varhaiskasvatus ja opetus", sv="Småbarnspedagogik och undervisning",
           en="Early childhood education and teaching"), 9,
     (67, 22, 0, 78, 0, 11, 0, 44)),
    (Texts(fi="Teollisuus ja rakentaminen", sv="Industri och byggande", en="Industry and building"), 8,
     (0, 0, 0, 0, 88, 0, 0, 38)),
    (Texts(fi="Kauppa ja palvelut", sv="Handel och service", en="Trade and services"), 7,
     (0, 0, 0, 0, 14, 71, 0, 57)),
    (Texts(fi="Maa- ja metsätalous", sv="Jord- och skogsbruk", en="Farming and forestry"), 3,
     (0, 0, 0, 0, 33, 0, 67, 33)),
)  # fmt: skip  # each sector reads as one
WISHES = (
    "Sosionomin opinnot niin, että voi käydä työssä.",
    "Lyhyitä täydennyskursseja iltaisin.",
    "Oppisopimuksen tukea paikan päällä.",
    "Etäopintoja, joissa on oma paikallinen ryhmä.",
)


def answers_of_sector(number: int, keys: tuple[str, str, str]) -> list[Given]:
    """The same at every load; the keys are of the three questions, and of the answers in order."""
    chosen, how_many, wished = keys
    _names, answers, shares = SECTORS[number]
    chance = Random(f"hubittaako {number}")  # noqa: S311  # invented answers need no secret chance
    # Drawn by the number, so that the shares come true of a few too.
    choosers = [chance.sample(range(answers), round(share * answers / 100)) for share in shares]
    given = []
    for turn in range(answers):
        said = [f"o{place}" for place, who in enumerate(choosers, 1) if turn in who]
        values: dict[str, object] = {how_many: {"number": chance.randint(1, 6)}}
        if said:
            values[chosen] = said
        texts = {wished: WISHES[turn % len(WISHES)]} if turn % 3 == 0 else {}
        given.append(Given(values, texts))
    return given
