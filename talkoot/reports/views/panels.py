"""What reports show on a project's page: results for everyone, and the way to the rows for its people."""

from typing import NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.projects.models import Project
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries import access, public_results, spans, suppression
from talkoot.reports.queries.evidence import evidence
from talkoot.reports.queries.working import planned
from talkoot.reports.views.asked import Asked
from talkoot.reports.views.evidence import ShownLine, shown_line
from talkoot.reports.views.numbers import said_instead
from talkoot.ui import panels

AT_MOST = 8
"""Lines that the project's own people see at once; the rest is behind the link."""


class Result(NamedTuple):
    """One line: what is shown of it, and the words that stand for a number that is hidden."""

    line: ShownLine
    hidden: str


def of_project(request: HttpRequest, row: Project) -> SafeString | None:
    """The project's results: anyone sees what a published project promised and what happened, small
    numbers of people left out; its own people see all, each a link to its rows."""
    may = _access(request, row)
    if may is None and row.published_at is None:
        return None
    lines = evidence(row)
    if may is None:
        # To others an indicator that has neither a promise nor a value says nothing.
        lines = [one for one in lines if one.target or (one.so_far and one.so_far.rows)]
    if not lines and (may is None or not may.manages or not may.is_open):
        return None
    concealed = public_results.hidden(lines) if may is None else set()
    every = Asked(spans.chosen("", []), [], [], None, [])
    shown = lines if may is None else lines[:AT_MOST]
    context = {
        "results": [
            Result(
                shown_line(row, one, every, ""),
                said_instead(one.so_far) if one.indicator.pk in concealed else "",
            )
            for one in shown
        ],
        "opens": may is not None,
        "evidence_url": reverse("reports:evidence", args=[row.slug]) if may else "",
        "more": len(lines) - len(shown),
        "begins": not lines,
        "conceals": bool(concealed),
        "small": suppression.LEAST,
    }
    return render_to_string("reports/on_project.html", context, request=request)


def in_managing(_request: HttpRequest, row: Project) -> SafeString:
    """On the project's overview of managing: the numbers it follows, and the report that is due next."""
    number = ProjectIndicator.objects.live().filter(project=row).count()
    followed = ngettext("%(n)d indicator", "%(n)d indicators", number) % {"n": number}
    evidence_url = reverse("reports:evidence", args=[row.slug])
    return panels.part(
        evidence_url, _("Promised and happened"), followed if number else _("none yet")
    ) + panels.part(
        reverse("reports:periods", args=[row.slug]), _("Periods and reports"), _due_next(row)
    )


def _due_next(row: Project) -> str:
    """When the first report that has not been sent is due; without such a day how many periods there
    are."""
    periods = planned(row)
    waits = [one.period.due_on for one in periods if one.is_waited_for and one.period.due_on]
    if waits:
        day = min(waits)
        words = _("was due %(day)s") if day < timezone.localdate() else _("next due %(day)s")
        return words % {"day": formats.date_format(day, "SHORT_DATE_FORMAT")}
    number = len(periods)
    counted = ngettext("%(n)d period", "%(n)d periods", number) % {"n": number}
    return counted if number else _("none yet")


def _access(request: HttpRequest, row: Project) -> access.Access | None:
    if not request.user.is_authenticated:
        return None
    try:
        return access.of(request.user, row.slug)
    except Project.DoesNotExist:
        return None
