"""What the invented people of Etänä enemmän answered: the source tells only that the offering was felt
timely and useful, so the answers are invented so that their sums say the same."""

from dataclasses import replace
from random import Random

from talkoot.kit.languages import Texts
from talkoot.surveys.operations.loading import Given

BEST = (
    "Konkreettiset esimerkit siitä, miten etäpalaverin saa elämään.",
    "Keskustelu pienryhmissä ja toisten kokemukset.",
    "Aihe osui juuri siihen, mitä meillä nyt mietitään.",
    "Selkeä esitys ja hyvä tahti.",
    "Sain kaksi keinoa, joita kokeilen heti ensi viikolla.",
    "Oli helpottavaa kuulla, että muillakin on samoja kysymyksiä.",
    "Kriisiviestinnän muistilista.",
    "Hyvin varattu aika kysymyksille.",
)
CHANGE = (
    "Enemmän aikaa keskustelulle.",
    "Aineisto olisi hyvä saada jo etukäteen.",
    "Ääni pätki alussa, muuten kaikki toimi.",
    "Lyhyempi alustus ja pidempi pienryhmäosuus.",
    "Kaipasin esimerkkejä vuorotyöstä.",
    "Tauko olisi ollut paikallaan.",
    "Tallenne olisi hyvä, kun kaikki eivät pääse mukaan.",
)
THEMES = (
    # Name, what belongs to it, and the texts above that are about it.
    (
        Texts(fi="Keskustelu ja vertaistuki", sv="Samtal och kamratstöd", en="Talking and peer support"),
        Texts(fi="Pienryhmät, toisten kokemukset ja aika kysymyksille."),
        (BEST[1], BEST[5], BEST[7], CHANGE[0], CHANGE[3]),
    ),
    (
        Texts(fi="Keinoja omaan työhön", sv="Sätt för det egna arbetet", en="Ways for one's own work"),
        Texts(fi="Esimerkit, muistilistat ja se, mitä kokeillaan heti."),
        (BEST[0], BEST[4], BEST[6], CHANGE[4]),
    ),
    (
        Texts(fi="Aineistot ja tallenteet", sv="Material och inspelningar", en="Materials and recordings"),
        Texts(fi="Mitä jaetaan etukäteen ja jälkikäteen."),
        (BEST[6], CHANGE[1], CHANGE[6]),
    ),
    (
        Texts(fi="Järjestelyt ja tahti", sv="Arrangemang och tempo", en="Arrangements and pace"),
        Texts(fi="Tauot, ääni, pituus ja esityksen tahti."),
        (BEST[3], CHANGE[2], CHANGE[3], CHANGE[5]),
    ),
)  # fmt: skip  # each theme reads as one
CHANCE = {
    # How many of a hundred chose each, from the largest down.
    "useful": ((5, 48), (4, 38), (3, 10), (2, 3), (1, 1)),
    "timely": ((5, 57), (4, 33), (3, 8), (2, 2)),
    "learned": ((5, 34), (4, 42), (3, 18), (2, 5), (1, 1)),
    "will_use": (("yes", 66), ("not_sure", 26), ("no", 8)),
    "arrangements": ((5, 45), (4, 38), (3, 12), (2, 4), (1, 1)),
    "heard": ((5, 39), (4, 37), (3, 17), (2, 6), (1, 1)),
    "recommend": ((10, 24), (9, 25), (8, 26), (7, 14), (6, 6), (5, 3), (3, 2)),
}
OWN_FORM = Texts(
    fi="Teemavalmennukset",
    sv="Temacoachningar",
    en="Theme coachings",
)
SUPPORTED = Texts(
    fi="Sain vertaistukea muilta osallistujilta.",
    sv="Jag fick kamratstöd av andra deltagare.",
    en="I got peer support from other participants.",
)
WISHED = Texts(
    fi="Mistä haluaisit lisää valmennusta?",
    sv="Vad skulle du vilja ha mer coachning i?",
    en="What would you like more coaching in?",
)
SUBJECTS = (
    # So many of a hundred would like more of it.
    (Texts(fi="Etäpalaverit", sv="Distansmöten", en="Remote meetings"), 46),
    (Texts(fi="Kriisiviestintä", sv="Kriskommunikation", en="Crisis communication"), 38),
    (Texts(fi="Itseohjautuvuus", sv="Självstyrning", en="Self-direction"), 29),
    (Texts(fi="Työhyvinvointi", sv="Välbefinnande i arbetet", en="Wellbeing at work"), 57),
)  # fmt: skip  # each subject reads as one
FELT_SUPPORT = ((5, 41), (4, 37), (3, 15), (2, 6), (1, 1))
LEFT_OUT_OF_A_HUNDRED = 4
WROTE_OF_A_HUNDRED = 22
CHECKED_OF_A_HUNDRED = 70

STUDY = Texts(
    fi="Työhyvinvointi ja työn hallinta ennen ja jälkeen (keksityt vastaukset)",
    sv="Välbefinnande och kontroll i arbetet före och efter (påhittade svar)",
    en="Wellbeing at work and control over work, before and after (invented answers)",
)
STUDY_FORM = Texts(
    fi="Työhyvinvointi, työn hallinta ja tuottavuus",
    sv="Välbefinnande i arbetet, kontroll och produktivitet",
    en="Wellbeing at work, control and productivity",
)
STUDY_ITEMS = (
    Texts(
        fi="Voin työssäni hyvin.", sv="Jag mår bra i mitt arbete.", en="I am well at my work.",
    ),
    Texts(
        fi="Pystyn vaikuttamaan siihen, miten teen työni.",
        sv="Jag kan påverka hur jag gör mitt arbete.",
        en="I can influence how I do my work.",
    ),
    Texts(
        fi="Etätyössä saan työni sujumaan.",
        sv="På distans får jag mitt arbete att löpa.",
        en="In remote work I get my work to run smoothly.",
    ),
    Texts(
        fi="Saan tarvittaessa tukea muilta esihenkilöiltä.",
        sv="Jag får vid behov stöd av andra chefer.",
        en="I get support from other managers when I need it.",
    ),
)  # fmt: skip  # each question reads as one
LOW = Texts(fi="täysin eri mieltä", sv="helt av annan åsikt", en="strongly disagree")
HIGH = Texts(fi="täysin samaa mieltä", sv="helt av samma åsikt", en="strongly agree")


def answers_of_event(slug: str, asked: int) -> list[Given | None]:
    """The same at every load: about six of ten answered."""
    chance = Random(slug)  # noqa: S311  # invented answers need no secret chance
    share = chance.randint(52, 72)
    return [_answer(chance) if chance.randrange(100) < share else None for _one in range(asked)]


def _answer(chance: Random) -> Given:
    values = {
        key: chance.choices([one for one, _n in weights], [n for _one, n in weights])[0]
        for key, weights in CHANCE.items()
        if chance.randrange(100) >= LEFT_OUT_OF_A_HUNDRED
    }
    texts = {
        key: chance.choice(said)
        for key, said in (("best", BEST), ("change", CHANGE))
        if chance.randrange(100) < WROTE_OF_A_HUNDRED
    }
    return Given(values, texts, are_checked=chance.randrange(100) < CHECKED_OF_A_HUNDRED)


def with_own(slug: str, given: list[Given | None], keys: list[str]) -> list[Given | None]:
    """The answers with what was said to the coachings' own questions; the keys are of the two. Drawn
    apart, so that the rest stays as it is."""
    chance = Random(f"{slug} own")  # noqa: S311  # as above
    values, weights = [one for one, _n in FELT_SUPPORT], [n for _one, n in FELT_SUPPORT]
    found: list[Given | None] = []
    for one in given:
        if one is None:
            found.append(None)
            continue
        chosen = [
            f"o{place}"
            for place, (_words, share) in enumerate(SUBJECTS, 1)
            if chance.randrange(100) < share
        ]
        said: dict[str, object] = {keys[0]: chance.choices(values, weights)[0]}
        if chosen:
            said[keys[1]] = chosen
        found.append(replace(one, values={**one.values, **said}))
    return found


def answers_before_and_after(
    keys: list[str], asked: int
) -> tuple[list[Given | None], list[Given | None]]:
    """Of the same people: who answers later rises somewhat more often than falls."""
    chance = Random("etana-enemman-ennen-ja-jalkeen")  # noqa: S311  # as above
    before: list[Given | None] = []
    later: list[Given | None] = []
    for _one in range(asked):
        first = {key: chance.choices((2, 3, 4, 5), (18, 38, 34, 10))[0] for key in keys}
        second = {
            key: min(5, max(1, value + chance.choices((-1, 0, 1, 2), (12, 44, 36, 8))[0]))
            for key, value in first.items()
        }
        before.append(Given(first) if chance.randrange(100) < 78 else None)
        later.append(Given(second) if chance.randrange(100) < 70 else None)
    return before, later
