"""A frozen report with rows that have names, for the tests of what is handed over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.core.files.base import ContentFile

from talkoot.kit.languages import Texts
from talkoot.measures import measure as measures
from talkoot.measures.measure import Column, Measure
from talkoot.projects.models import Project
from talkoot.reports import operations
from talkoot.reports.models import Report
from talkoot.reports.tests import factories

NAMED = "test.named"
WHO = "Nimi Esimerkki"


@contextmanager
def measure_with_names() -> Iterator[Measure]:
    """As `test.done`, and every row tells who did it."""
    with factories.measure_of_done() as done:
        who = Column("Who", lambda _row: WHO, personal=True)
        made = measures.register(replace(done, code=NAMED, columns=(*done.columns, who)))
        try:
            yield made
        finally:
            measures._measures.pop(NAMED)


def drafted(of: Project | None = None, *, language: str = "fi") -> Report:
    """A draft with a counted figure of three rows, one by hand, and a text."""
    project = of or factories.project("Esimerkkihanke", published=True)
    counted = factories.indicator(project, "Tehdyt <b>& muut", measure=NAMED)
    factories.target(counted, 6)
    for day in ("2021-01-05", "2021-02-05", "2020-12-05"):
        row = factories.done(project, day, "a")
        row.names = Texts(fi="=SUMMA(1;1)")
        row.save()
    by_hand = factories.indicator(project, "Kuultuja")
    figure = factories.manual_figure(by_hand, 40, is_estimate=True)
    figure.proof.save("lista.txt", ContentFile(b"40"))
    heading = factories.heading(project, "Toteutus #let", limit=20)
    report = operations.begin(
        period=factories.reporting_period(project), by=None, language=language
    )
    operations.write_text(report=report, heading=heading, text="*Tehtiin* {{ x }}", by=None)
    return report


def frozen(of: Project | None = None, *, language: str = "fi") -> Report:
    """The same, checked and frozen."""
    report = drafted(of, language=language)
    operations.check(report=report, by=None)
    return operations.freeze(report=report, by=None)
