"""The times by which a project's numbers are looked at: all of it, its reporting periods, its years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.kit.periods import PartialDate, Period
from talkoot.measures.measure import Words
from talkoot.measures.tally import Span
from talkoot.projects.models import Project
from talkoot.reports.models import ReportingPeriod

ALL: Span = (None, None)
EVER: Promise = _("All of the project")


@dataclass(frozen=True)
class Choice:
    """One of the times: its key in addresses, its words and its days; `period` when it is one."""

    key: str
    words: Words
    span: Span
    period: ReportingPeriod | None = None


def of_period(period: ReportingPeriod) -> Choice:
    words = Period(PartialDate(period.first_on), PartialDate(period.last_on))
    span = (period.first_on, period.last_on + timedelta(days=1))
    return Choice(str(period.pk), str(words), span, period)


def of_year(year: int) -> Choice:
    return Choice(f"year-{year}", str(year), (date(year, 1, 1), date(year + 1, 1, 1)))


def periods_of(project: Project) -> list[Choice]:
    """The project's reporting periods, the first one first; a final report's is the whole project."""
    rows = project.reporting_periods.filter(kind=ReportingPeriod.Kind.PERIOD)
    return [of_period(row) for row in rows]


def years_of(project: Project) -> list[Choice]:
    """The years of the project that have begun; none where its beginning is not known."""
    first, last = project.starts_on, timezone.localdate()
    if first is None:
        return []
    if project.ends_on is not None:
        last = min(last, project.ends_on)
    return [of_year(year) for year in range(first.year, last.year + 1)]


def chosen(key: str, choices: Sequence[Choice]) -> Choice:
    """The one of that key; all of the project for a key that is none of them."""
    return next((one for one in choices if one.key == key), Choice("", EVER, ALL))


def current(periods: Sequence[Choice]) -> Choice | None:
    """The reporting period of today, else the last one that has begun."""
    today = timezone.localdate()
    begun = [one for one in periods if one.period is not None and one.period.first_on <= today]
    return begun[-1] if begun else None
