"""Rows for the tests of reports: plain functions, every field that matters may be said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from talkoot.kit.languages import Texts
from talkoot.measures import measure as measures
from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Unit
from talkoot.projects.models import Obligation, Project
from talkoot.projects.tests.factories import (
    coordinator,
    decision,
    goal,
    obligation,
    organisation,
    partnership,
    period,
    person,
    programme,
    project,
    team_member,
)
from talkoot.reports.models import (
    IndicatorTarget,
    ManualFigure,
    ProjectIndicator,
    Report,
    ReportHeading,
    ReportingPeriod,
)
from talkoot.terms.models import Indicator
from talkoot.terms.tests import factories as vocabularies

__all__ = [
    "coordinator",
    "decision",
    "goal",
    "obligation",
    "organisation",
    "partnership",
    "period",
    "person",
    "programme",
    "project",
    "team_member",
]

_numbers = count(1)


def reporting_period(
    of: Project, first: str = "2021-01-01", last: str = "2021-12-31", **fields: Any
) -> ReportingPeriod:
    return ReportingPeriod.objects.create(
        project=of, first_on=date.fromisoformat(first), last_on=date.fromisoformat(last), **fields
    )


def report(of: ReportingPeriod, **fields: Any) -> Report:
    """A draft, or of another state that is not frozen."""
    return Report.objects.create(period=of, **fields)


def heading(of: Project, name: str = "Esimerkkiotsikko", **fields: Any) -> ReportHeading:
    fields.setdefault("code", f"heading-{next(_numbers)}")
    return ReportHeading.objects.create(project=of, names=Texts(fi=name), **fields)


def indicator(of: Project, name: str = "", *, measure: str = "", **fields: Any) -> ProjectIndicator:
    """An indicator of the project's own; by hand unless a measure is named."""
    fields.setdefault("names", Texts(fi=name or f"Esimerkkiluku {next(_numbers)}"))
    return ProjectIndicator.objects.create(project=of, measure=measure, **fields)


def offered(to: Project, code: str = "RCO81", **fields: Any) -> Indicator:
    """An indicator of the catalogue of the project's programme; both are made where they are missing."""
    if to.programme is None:
        to.programme = programme()
        to.funding = Project.Funding.KNOWN
        to.save()
    catalogue = to.programme.catalogues.first()
    if catalogue is None:
        catalogue = vocabularies.catalogue(code=f"test-{next(_numbers)}")
        to.programme.catalogues.add(catalogue)
    return vocabularies.indicator(catalogue=catalogue, code=code, **fields)


def proof(text: str = "Todiste: 12 opiskelijaa.", name: str = "todiste.txt") -> ContentFile[bytes]:
    return ContentFile(text.encode(), name=name)


def target(of: ProjectIndicator, value: int, **fields: Any) -> IndicatorTarget:
    return IndicatorTarget.objects.create(project_indicator=of, value=value, **fields)


def manual_figure(
    of: ProjectIndicator, value: int = 1, on: str = "2021-06-15", **fields: Any
) -> ManualFigure:
    """A figure of one day; its proof is a name without a file."""
    day = date.fromisoformat(on)
    fields.setdefault("hundredths", value * 100)
    return ManualFigure.objects.create(
        project_indicator=of,
        first_on=day,
        last_on=day,
        reason="Esimerkin vuoksi.",
        estimated_by="Testi Esimerkki",
        proof="reports/proofs/esimerkki.txt",
        proof_name="esimerkki.txt",
        proof_sha256="0" * 64,
        **fields,
    )


# --- a measure of the tests' own -----------------------------------------------------------------
DONE = "test.done"


def done(of: Project, on: str, note: str = "", **fields: Any) -> Obligation:
    """A row that `test.done` counts on that day; its part is the note."""
    return obligation(of, done_on=date.fromisoformat(on), proof_note=note, **fields)


@contextmanager
def measure_of_done(code: str = DONE) -> Iterator[Measure]:
    """Counts the obligations that were done and whose note is not “left”, parted by their notes."""
    made = measures.register(
        Measure(
            code=code,
            name="Done",
            unit=Unit.EVENT,
            how="Each is counted on the day when it was done.",
            rows=_done,
            columns=(Column("What", lambda row: row.names),),
            left_out=_left,
            split={"proof_note": "note"},
            model=Obligation,
        )
    )
    try:
        yield made
    finally:
        measures._measures.pop(code)


def _all(scope: Scope) -> Rows:
    rows = Obligation.objects.filter(project__in=scope.projects, done_on__isnull=False)
    if scope.partnership is not None:
        rows = rows.none()
    if scope.first is not None:
        rows = rows.filter(done_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(done_on__lt=scope.until)
    return rows.order_by("done_on", "pk")


def _done(scope: Scope) -> Rows:
    return _all(scope).exclude(proof_note="left")


def _left(scope: Scope) -> list[LeftOut]:
    return [LeftOut("left", "It was left out.", _all(scope).filter(proof_note="left"))]
