"""The events of KT's share of Etänä enemmän: how many is known, their days and titles are not."""

from talkoot.home.management.demonstration.etana_enemman import PRESENTED
from talkoot.home.management.demonstration.events_shape import Register, Told, ToldSeries
from talkoot.home.management.demonstration.shape import period
from talkoot.kit.languages import Texts

PARTNERS = ("tamk", "samk", "lapin-yliopisto", "ita-suomen-yliopisto")
YEARS = period("2020", "2021")
TOPICS = ("remote-leadership", "crisis-communication", "wellbeing-at-work")
FIELDS = {
    "remote": True,
    "languages": ["fi"],
    # As long as the papers of a project of the structural funds are kept.
    "contacts_kept_days": 3650,
}
UNKNOWN = Texts(
    fi="Lähde kertoo, montako tilaisuutta vuosina 2020–2021 järjestettiin, mutta ei niiden päiviä, "
    "otsikoita eikä kestoa. Tilaisuuksien teemoja olivat muun muassa etäjohtaminen, kriisiviestintä, "
    "itseohjautuvuus ja työhyvinvointi; lähde ei kerro, mikä teema oli minkäkin tilaisuuden. Satoja "
    "ihmisiä osallistui etäyhteydellä. Tässä näkyvät osallistujat on keksitty esittelyä varten.",
    sv="Källan berättar hur många evenemang som ordnades 2020–2021, men inte dagar, rubriker eller "
    "längd. Bland temana fanns distansledarskap, kriskommunikation, självstyrning och välbefinnande i "
    "arbetet; källan säger inte vilket tema som hörde till vilket evenemang. Hundratals människor "
    "deltog på distans. Deltagarna som syns här är påhittade.",
    en="The source tells how many events were held in 2020–2021, but not their days, titles or length. "
    "Among their themes were remote leadership, crisis communication, self-direction and wellbeing at "
    "work; the source does not say which theme was whose. Hundreds of people took part remotely. The "
    "participants shown here are invented for the demonstration.",
)
WEBINARS, COACHINGS = "etana-enemman-webinaarit", "etana-enemman-teemavalmennukset"

SERIES = (
    ToldSeries(
        WEBINARS,
        "kt",
        "webinars",
        Texts(
            fi="Etänä enemmän: webinaarit esihenkilöille",
            sv="Etänä enemmän: webbinarier för chefer",
            en="Etänä enemmän: webinars for managers",
        ),
        Texts(
            fi="Kahdeksan webinaaria sote- ja palvelualan esihenkilöille.",
            sv="Åtta webbinarier för chefer inom social- och hälsovården och servicebranschen.",
            en="Eight webinars for managers in social and health care and services.",
        ),
        project="etana-enemman",
    ),
    ToldSeries(
        COACHINGS,
        "kt",
        "coachings",
        Texts(
            fi="Etänä enemmän: teemavalmennukset esihenkilöille",
            sv="Etänä enemmän: temacoachningar för chefer",
            en="Etänä enemmän: theme coachings for managers",
        ),
        Texts(
            fi="Seitsemän teemavalmennusta sote- ja palvelualan esihenkilöille.",
            sv="Sju temacoachningar för chefer inom social- och hälsovården och servicebranschen.",
            en="Seven theme coachings for managers in social and health care and services.",
        ),
        project="etana-enemman",
    ),
)


def _told(slug: str, kind: str, titles: Texts, register: Register, series: str = "") -> Told:
    return Told(
        slug=slug,
        organisation="kt",
        kind=kind,
        titles=titles,
        period=YEARS,
        summaries=Texts(
            fi="Etäyhteydellä pidetty tilaisuus sote- ja palvelualan esihenkilöille kriisi- ja "
            "etäjohtamisesta.",
            sv="Ett evenemang på distans om kris- och distansledarskap för chefer inom social- och "
            "hälsovården och servicebranschen.",
            en="A remote event on crisis and remote leadership for managers in social and health care "
            "and services.",
        ),
        descriptions=UNKNOWN,
        project="etana-enemman",
        partner="kt",
        series=series,
        topics=TOPICS,
        source=PRESENTED,
        fields=FIELDS,
        register=register,
    )


EVENTS = (
    *(
        _told(
            f"etana-enemman-webinaari-{number}",
            "webinar",
            Texts(
                fi=f"Webinaari {number}/8: kriisi- ja etäjohtaminen",
                sv=f"Webbinarium {number}/8: kris- och distansledarskap",
                en=f"Webinar {number}/8: crisis and remote leadership",
            ),
            Register(34 + 3 * number, first=26 * number, partners=PARTNERS, staff=2),
            WEBINARS,
        )
        for number in range(1, 9)
    ),
    *(
        _told(
            f"etana-enemman-teemavalmennus-{number}",
            "coaching",
            Texts(
                fi=f"Teemavalmennus {number}/7: kriisi- ja etäjohtaminen",
                sv=f"Temacoachning {number}/7: kris- och distansledarskap",
                en=f"Theme coaching {number}/7: crisis and remote leadership",
            ),
            Register(13 + number, first=41 * number, absent=9, partners=PARTNERS, staff=1),
            COACHINGS,
        )
        for number in range(1, 8)
    ),
    _told(
        "etana-enemman-seminaari",
        "seminar",
        Texts(
            fi="Seminaari: kriisi- ja etäjohtaminen",
            sv="Seminarium: kris- och distansledarskap",
            en="Seminar: crisis and remote leadership",
        ),
        Register(92, first=120, absent=6, partners=PARTNERS, staff=3),
    ),
)
