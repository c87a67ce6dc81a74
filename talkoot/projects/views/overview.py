"""The front page of managing: what is missing, what is late, what happened last."""

from datetime import timedelta
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.history.models import Entry
from talkoot.projects.models import Project
from talkoot.projects.operations import missing_for_publishing
from talkoot.projects.operations.publishing import NameMissing, StatementMissing, SummaryMissing
from talkoot.projects.views import words
from talkoot.projects.views.history_words import told
from talkoot.projects.views.managing import context, followed, may_run
from talkoot.ui import panels

SOON_DAYS = 60
LAST_ENTRIES = 5


class Step(NamedTuple):
    """One line of what there should be, and where it is written."""

    words: str
    done: bool
    href: str
    required: bool


class Part(NamedTuple):
    """One section with how far it is."""

    href: str
    words: str
    state: str


def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """The overview, for everyone of the project."""
    project = followed(request, slug)
    runs = may_run(request, project)
    today = timezone.localdate()
    open_ones = project.obligations.filter(done_on=None, waived_reason="").select_related("duty")
    due = open_ones.filter(due_on__lte=today + timedelta(days=SOON_DAYS))
    steps = _steps(project)
    return render(
        request,
        "projects/manage/overview.html",
        context(
            request,
            project,
            "manage",
            runs=runs,
            state=words.STATES.get(project.state()),
            steps=steps,
            missing=[step for step in steps if step.required and not step.done],
            ready=not missing_for_publishing(project=project),
            parts=_parts(project),
            due=[(row, row.is_late(today)) for row in due.order_by("due_on", "pk")[:10]],
            entries=told(Entry.objects.of(project)[:LAST_ENTRIES]),
            panels=panels.drawn("projects.manage", request, project),
        ),
    )


def _steps(project: Project) -> list[Step]:
    """What a public page needs, and what it is the better for."""
    missing = missing_for_publishing(project=project)

    def to(door: str) -> str:
        return reverse(f"projects:{door}", args=[project.slug])

    steps = [
        Step(_("A full name"), NameMissing not in missing, to("texts"), True),
        Step(_("A summary"), SummaryMissing not in missing, to("texts"), True),
    ]
    if project.programme is not None:
        steps.append(
            Step(
                _("The statement and emblem of the programme"),
                StatementMissing not in missing,
                to("texts"),
                True,
            )
        )
    steps += [
        Step(_("The period"), bool(project.period), to("basics"), False),
        Step(_("Partners and their roles"), project.partnerships.exists(), to("partners"), False),
        Step(_("Goals or themes"), _has_goals(project), to("goals"), False),
        Step(_("Areas and themes to be found by"), _is_findable(project), to("basics"), False),
        Step(
            _("A contact"), bool(project.contact_email or project.contact_role), to("basics"), False
        ),
    ]
    if project.funding == Project.Funding.KNOWN:
        steps.append(
            Step(_("The funding decision"), project.decisions.exists(), to("decisions"), False)
        )
    return steps


def _has_goals(project: Project) -> bool:
    return project.goals.exists() or project.themes.exists()


def _is_findable(project: Project) -> bool:
    return project.areas.exists() and project.topics.exists()


def _parts(project: Project) -> list[Part]:
    """How much there is in each section; nothing is said plainly."""

    def part(door: str, title: str, state: str) -> Part:
        return Part(reverse(f"projects:{door}", args=[project.slug]), title, state)

    def counted(said: str, number: int) -> str:
        return said % {"n": number} if number else _("none yet")

    goals, themes = project.goals.count(), project.themes.count()
    partners, decisions = project.partnerships.count(), project.decisions.count()
    recognitions, remarks = project.recognitions.count(), project.remarks.count()
    team = project.team.live().count()
    obligations = list(project.obligations.values_list("done_on", "waived_reason"))
    settled = sum(1 for done_on, reason in obligations if done_on or reason)
    return [
        part("goals", _("Goals"), counted(ngettext("%(n)d goal", "%(n)d goals", goals), goals)),
        part(
            "themes",
            _("Themes under way"),
            counted(ngettext("%(n)d theme", "%(n)d themes", themes), themes),
        ),
        part(
            "partners",
            _("Partners"),
            counted(ngettext("%(n)d partner", "%(n)d partners", partners), partners),
        ),
        part(
            "decisions",
            _("Decisions and budget"),
            counted(ngettext("%(n)d decision", "%(n)d decisions", decisions), decisions),
        ),
        part(
            "obligations",
            _("Obligations"),
            _("%(settled)d of %(all)d settled") % {"settled": settled, "all": len(obligations)}
            if obligations
            else _("none yet"),
        ),
        part(
            "recognitions",
            _("Recognitions"),
            counted(
                ngettext("%(n)d recognition", "%(n)d recognitions", recognitions), recognitions
            ),
        ),
        part(
            "sources",
            _("Sources and remarks"),
            counted(ngettext("%(n)d remark", "%(n)d remarks", remarks), remarks),
        ),
        part("team", _("Team"), counted(ngettext("%(n)d person", "%(n)d persons", team), team)),
    ]
