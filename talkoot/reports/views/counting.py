"""What counts an indicator, and which part of it; and what is promised, version by version."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Words
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import has_met, saved, seen_now
from talkoot.projects.models import FundingDecision
from talkoot.reports import operations
from talkoot.reports.forms.figures import TargetsForm
from talkoot.reports.forms.indicators import CountingForm, PartForm
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries import targets
from talkoot.reports.queries.choosing import PartChoice, measures_for, splits_of
from talkoot.reports.queries.counting import is_countable_now
from talkoot.reports.views.numbers import said
from talkoot.reports.views.place import access_to, context, managed, part


def counting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Chooses the measure; the page says of each in a sentence how it counts."""
    project = managed(request, slug)
    seen = seen_now(project)
    row: ProjectIndicator = part(
        project, ProjectIndicator.objects.live().select_related("indicator"), number
    )
    form = CountingForm(
        request.POST or None,
        initial={"measure": row.measure},
        measures=measures_for(row.indicator),
        seen=seen,
    )

    def save() -> object:
        return operations.edit_indicator(
            project_indicator=row,
            measure=form.cleaned_data["measure"],
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        if row.measure and measures.get(row.measure).split:
            return redirect("reports:counting_part", project.slug, row.pk)
        return redirect("reports:indicators", project.slug)
    words = context(
        request,
        project,
        "indicators",
        runs=True,
        form=form,
        row=row,
        met=has_met(form, project),
        title=_("What counts “%(name)s”?") % {"name": row},
        has_figures=row.is_by_hand and row.manual_figures.live().exists(),
    )
    return render(request, "reports/indicators_counting.html", words)


def counting_part(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Narrows the measure to a part of one of its splits, such as webinars of events."""
    project = managed(request, slug)
    seen = seen_now(project)
    row: ProjectIndicator = part(project, ProjectIndicator.objects.live(), number)
    if row.is_by_hand or not is_countable_now(row):
        raise Http404
    measure = measures.get(row.measure)
    splits = splits_of(measure, project)
    form = PartForm(
        request.POST or None,
        initial={"part": f"{row.part_by}={row.part}" if row.part_by else ""},
        splits=splits,
        words={
            (split.by, choice.key): _part_words(measure, choice)
            for split in splits
            for choice in split.parts
        },
        seen=seen,
    )

    def save() -> object:
        return operations.edit_indicator(
            project_indicator=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.chosen(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        if not row.targets.exists():
            return redirect("reports:targets", project.slug, row.pk)
        return redirect("reports:indicators", project.slug)
    title = _("What of “%(name)s” is counted?") % {"name": measure.name}
    words = context(request, project, "indicators", runs=True, form=form, row=row, title=title)
    words |= {"measure": measure, "met": has_met(form, project)}
    return render(request, "reports/indicators_part.html", words)


def _part_words(measure: Measure, choice: PartChoice) -> Words | SafeString:
    """What a part is called, and how much of it there is in the project now."""
    name = capfirst(str(choice.words))
    if choice.total is None:
        return name
    value = measure.in_unit(choice.total)
    so_far = _("%(number)s so far") % {"number": said(value)}
    return format_html('{} <span class="muted">({})</span>', name, so_far)


def decision_words(decision: FundingDecision | None) -> str:
    """How a version is called: by its number, else by its day; None is the project's own plan."""
    if decision is None:
        return _("Own plan")
    if decision.number:
        return _("Decision %(number)s") % {"number": decision.number}
    if decision.decided_on:
        day = formats.date_format(decision.decided_on, "SHORT_DATE_FORMAT")
        return _("Decision of %(day)s") % {"day": day}
    return _("Decision without a number")


# --- what is promised -----------------------------------------------------------------------------
class Column(NamedTuple):
    """One version in the table: its words, the whole's target, and what the partners' add up to."""

    decision: FundingDecision | None
    words: str
    whole: str
    together: str
    differs: bool


@require_safe
def promised(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The targets of one indicator: a column for each version, a row for each share."""
    access = access_to(request, slug)
    project = access.project
    row: ProjectIndicator = part(
        project, ProjectIndicator.objects.select_related("indicator"), number
    )
    decisions = targets.chain(project)
    partners = targets.sharers(project)
    # What is in force comes first, for a phone shows the first columns.
    table = targets.versions(row, decisions, partners)[::-1]
    lines = [
        (partner, partner.pk == access.share, [said(one.shares[place]) for one in table])
        for place, partner in enumerate(partners)
    ]
    shown = [line for line in lines if any(line[2]) or line[1]]
    words = context(
        request,
        project,
        "indicators",
        runs=access.manages,
        title=_("Targets: %(name)s") % {"name": row},
        row=row,
        versions=[
            Column(
                one.decision,
                decision_words(one.decision),
                said(one.whole),
                said(one.together),
                one.differs,
            )
            for one in table
        ],
        lines=shown,
        others=len(lines) - len(shown),
        in_force=decisions[-1] if decisions else None,
        unit=row.unit_called,
        has_any=any(one.whole is not None or one.together is not None for one in table),
    )
    return render(request, "reports/indicators_targets.html", words)


def targets_edit(
    request: HttpRequest, slug: str, number: int, decision: int | None = None
) -> HttpResponse:
    """What one version of the decision promises, or the project's own plan."""
    project = managed(request, slug)
    seen = seen_now(project)
    row: ProjectIndicator = part(project, ProjectIndicator.objects.live(), number)
    version_of: FundingDecision | None = None
    if decision is not None:
        version_of = part(project, FundingDecision.objects.all(), decision)
    partners = targets.sharers(project)
    columns = targets.versions(row, [version_of] if version_of else [], partners)
    form = TargetsForm(
        request.POST or None,
        decision=version_of,
        partners=partners,
        version=columns[-1],
        seen=seen,
    )

    def save() -> object:
        values: Any = form.targets()
        return operations.set_targets(
            project_indicator=row,
            values=values,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The targets were saved."))
        return redirect("reports:targets", project.slug, row.pk)
    words = context(
        request,
        project,
        "indicators",
        runs=True,
        form=form,
        row=row,
        met=has_met(form, project),
        version=version_of,
        version_words=decision_words(version_of),
        title=_("Targets: %(name)s") % {"name": row},
    )
    return render(request, "reports/indicators_targets_form.html", words)
