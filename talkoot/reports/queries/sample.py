"""An invented report with something in every field: what a template is tried with, and what it may name."""

from collections.abc import Iterator
from typing import Any

from talkoot.reports.queries.document import DocumentSaid, PassageSaid, TextSaid
from talkoot.reports.queries.document_figures import FigureSaid
from talkoot.reports.queries.document_words import words


def sample() -> dict[str, Any]:
    """Every field of a report with a value, and every list with a row or two."""
    figure = FigureSaid(
        number=1,
        code="RCO00",
        name="Osallistumiset",
        unit="osallistumista",
        baseline="0",
        target="300",
        period="126",
        corrections="+2",
        cumulative="254",
        share="85 %",
        how="Jokainen paikalla ollut lasketaan kerran tapahtumaa kohti.",
        meaning="Osallistumiset hankkeen tapahtumiin",
        mark="arvio",
        version="1",
        decision="D-1",
        hash="0" * 64,
        because=["+2: Rivi tuli myöhemmin."],
        parts=["Tapahtuman laji: webinaari 100, työpaja 154"],
        period_plain="126",
        cumulative_plain="254",
    )
    return DocumentSaid(
        language="fi",
        title="Seurantaraportti",
        project="Esimerkkihanke",
        project_language="fi",
        project_code="S00000",
        organisation="Esimerkkikunta",
        partner="Esimerkkikumppani",
        programme="Esimerkkiohjelma",
        decision="D-1",
        period="1.1.2021 – 30.6.2021",
        version="1",
        state="jäädytetty",
        is_draft=True,
        counted="Laskettu 2.8.2021 9.00",
        frozen="2.8.2021 9.00",
        submitted="3.8.2021",
        hash="0" * 64,
        previous_hash="0" * 64,
        address="https://talkoot.example/fi/reports/",
        statement="Euroopan unionin osarahoittama.",
        statement_language="fi",
        emblem="Euroopan unionin osarahoittama",
        figures=[figure, figure],
        texts=[TextSaid("Toteutus", "Ensimmäinen kappale.", ["Ensimmäinen kappale."], 2000, "Kerro.")],
        passages=[
            PassageSaid("Palaute", ["Palautetta antoi 12."], "Palaute", ["Kysymys", "Hyvä"], [["1", "2"]])
        ],
        words=words(),
    ).as_data()  # fmt: skip  # one invented report


def fields() -> Iterator[tuple[str, str]]:
    """The names that a template may use, each with what stands in it in the sample."""
    for name, value in sample().items():
        if isinstance(value, list):
            for inner, shown in value[0].items():
                yield f"{name} › {inner}", _shown(shown)
        elif not isinstance(value, dict):
            yield name, _shown(value)


def _shown(value: Any) -> str:
    """A list as its parts, a truth as a template writes it."""
    if isinstance(value, list):
        return " · ".join(_shown(one) for one in value)
    return str(value)
