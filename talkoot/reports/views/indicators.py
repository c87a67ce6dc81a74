"""The indicators of a project: the list, choosing from the catalogue, defining, editing, retiring."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Words
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Project
from talkoot.reports import operations
from talkoot.reports.forms.indicators import (
    DefineForm,
    OfCatalogueForm,
    OwnForm,
    PickForm,
    SearchForm,
    initial_of,
)
from talkoot.reports.models import IndicatorTarget, ProjectIndicator
from talkoot.reports.queries import targets
from talkoot.reports.queries.choosing import (
    catalogues_of,
    measures_for,
    part_words,
    proposed_for,
)
from talkoot.reports.queries.closed_list import (
    closed_codes,
    decision_in_force,
    may_be_reported,
)
from talkoot.reports.queries.counting import is_countable_now
from talkoot.reports.views.counting import decision_words
from talkoot.reports.views.numbers import said
from talkoot.reports.views.place import access_to, context, languages_of, managed, part
from talkoot.terms.models import Indicator


@dataclass(frozen=True)
class Shown:
    """One indicator as the list tells it; `target` and `own_target` are ready words."""

    row: ProjectIndicator
    counted: Measure | None
    counted_part: Words
    is_countable: bool
    target: str
    promised_by: str
    own_target: str
    may_be_reported: bool


def _part_of(row: ProjectIndicator) -> Words:
    if not row.part_by or not is_countable_now(row):
        return ""
    return part_words(measures.get(row.measure), row.part_by, row.part)


def _said(target: IndicatorTarget | None) -> str:
    return said(target.value) if target is not None else ""


@require_safe
def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """All indicators: those that are followed in their order, then those that no longer are."""
    access = access_to(request, slug)
    project = access.project
    rows = list(
        ProjectIndicator.objects.filter(project=project).select_related("indicator", "goal")
    )
    decisions = targets.chain(project)
    promised = targets.in_force(rows, decisions)
    closed = closed_codes(decisions[-1] if decisions else None)
    shown = []
    for row in rows:
        own = promised.get(row.pk, {})
        whole = own.get(None)
        is_countable = is_countable_now(row)
        shown.append(
            Shown(
                row=row,
                counted=measures.get(row.measure) if row.measure and is_countable else None,
                counted_part=_part_of(row),
                is_countable=is_countable,
                target=_said(whole),
                promised_by=decision_words(whole.decision) if whole else "",
                own_target=_said(own.get(access.share)) if access.share else "",
                may_be_reported=may_be_reported(row, closed),
            )
        )
    words = context(
        request,
        project,
        "indicators",
        runs=access.manages,
        followed=[one for one in shown if one.row.retired_at is None],
        retired=[one for one in shown if one.row.retired_at is not None],
        share=access.share,
        may_write=access.fills(access.share),
        has_catalogue=_has_catalogue(project),
        closed=sorted(closed) if closed else [],
    )
    return render(request, "reports/indicators.html", words)


def _has_catalogue(project: Project) -> bool:
    return project.programme is not None and project.programme.catalogues.exists()


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The catalogues of the project's programme, with what is chosen already."""
    project = managed(request, slug)
    form = SearchForm(request.GET or None)
    looked_for = form.cleaned_data["words"] if form.is_valid() else ""
    closed = closed_codes(decision_in_force(project))
    groups = catalogues_of(project, closed, looked_for)
    words = context(
        request,
        project,
        "indicators",
        runs=True,
        title=_("Choose from the programme's indicators"),
        form=form,
        looked_for=looked_for,
        groups=groups,
        found=sum(len(rows) for _catalogue, rows in groups),
        closed=sorted(closed) if closed else [],
    )
    return render(request, "reports/indicators_choose.html", words)


def pick(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One indicator of the catalogue, all that is known of it, and what counts it here."""
    project = managed(request, slug)
    if project.programme is None:
        raise Http404
    offered = Indicator.objects.offered_by(project.programme)
    one: Indicator = get_object_or_404(offered.select_related("catalogue", "depends_on"), pk=number)
    form = PickForm(
        request.POST or None,
        initial={"measure": proposed_for(one)},
        project=project,
        measures=measures_for(one),
    )
    made: list[ProjectIndicator] = []

    def save() -> None:
        picked = operations.pick(
            project=project, indicator=one, by=signed_in(request.user), **form.values()
        )
        made.append(picked)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The indicator is followed."))
        return _next(made[0])
    words = context(
        request, project, "indicators", runs=True, form=form, one=one, title=str(one.names)
    )
    return render(request, "reports/indicators_pick.html", words)


def define(request: HttpRequest, slug: str) -> HttpResponse:
    """A new indicator of the project's own."""
    project = managed(request, slug)
    form = DefineForm(
        request.POST or None,
        project=project,
        measures=measures_for(None),
        languages=languages_of(project),
    )
    made: list[ProjectIndicator] = []

    def save() -> None:
        values: dict[str, Any] = form.values()
        made.append(operations.define(project=project, by=signed_in(request.user), **values))

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The indicator is followed."))
        return _next(made[0])
    title = _("Define an indicator of your own")
    closed = closed_codes(decision_in_force(project))
    words = context(request, project, "indicators", runs=True, form=form, title=title)
    return render(request, "reports/indicators_form.html", words | {"warns_closed": closed})


def _next(row: ProjectIndicator) -> HttpResponse:
    """After an indicator was begun: which part of its measure, if it has parts, and then the target."""
    slug = row.project.slug
    if row.measure and measures.get(row.measure).split and not row.part_by:
        return redirect("reports:counting_part", slug, row.pk)
    return redirect("reports:targets", slug, row.pk)


def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is said of an indicator. It has no box for its value."""
    project = managed(request, slug)
    seen = seen_now(project)
    row: ProjectIndicator = part(project, ProjectIndicator.objects.live(), number)
    kind = OfCatalogueForm if row.indicator_id else OwnForm
    form = kind(
        request.POST or None,
        initial=initial_of(row),
        project=project,
        seen=seen,
        languages=languages_of(project),
    )

    def save() -> object:
        return operations.edit_indicator(
            project_indicator=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("reports:indicators", project.slug)
    meanwhile = meet(form, project, row)
    shown = ProjectIndicator.objects.select_related("indicator__catalogue").get(pk=row.pk)
    words = context(request, project, "indicators", runs=True, form=form, title=str(shown))
    words |= {"one": shown.indicator, "meanwhile": meanwhile, "row": shown}
    return render(request, "reports/indicators_form.html", words)


@require_POST
def move(request: HttpRequest, slug: str, number: int, steps: int) -> HttpResponse:
    """Moves an indicator up or down."""
    project = managed(request, slug)
    row: ProjectIndicator = part(project, ProjectIndicator.objects.live(), number)
    operations.move(project_indicator=row, steps=steps, by=signed_in(request.user))
    return redirect("reports:indicators", project.slug)


@require_POST
def retire(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Follows it no longer; the list offers to bring it back."""
    project = managed(request, slug)
    row: ProjectIndicator = part(project, ProjectIndicator.objects.all(), number)
    operations.retire(project_indicator=row, by=signed_in(request.user))
    messages.success(
        request,
        _("“%(name)s” is no longer followed. It can be brought back at the end of the list.")
        % {"name": row},
    )
    return redirect("reports:indicators", project.slug)


@require_POST
def bring_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Follows it again."""
    project = managed(request, slug)
    row: ProjectIndicator = part(project, ProjectIndicator.objects.all(), number)
    operations.bring_back(project_indicator=row, by=signed_in(request.user))
    messages.success(request, _("“%(name)s” is followed again.") % {"name": row})
    return redirect("reports:indicators", project.slug)
