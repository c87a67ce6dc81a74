"""Partners, their tasks and their own periods."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.partners import (
    PartnerForm,
    PeriodFormSet,
    TaskForm,
    partner_initial,
    periods_initial,
)
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Partnership, Project
from talkoot.projects.models.team import Role
from talkoot.projects.views.managing import context, followed, languages_of, may_run, part, run


def _own(request: HttpRequest, project: Project) -> list[int]:
    """The partners that the person speaks for."""
    mine = project.team.live().filter(person=signed_in(request.user), role=Role.PARTNER_CONTACT)
    return list(mine.values_list("partnership", flat=True))


@require_safe
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """All partners in their order."""
    project = followed(request, slug)
    rows = project.partnerships.select_related("organisation").prefetch_related("periods")
    runs = may_run(request, project)
    words = context(request, project, "partners", runs=runs, rows=rows)
    words["own"] = _own(request, project) if project.archived_at is None else []
    return render(request, "projects/manage/partners.html", words)


def new_partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds an organisation or a group."""
    project = run(request, slug)
    initial = {} if project.partnerships.filter(role="coordinator").exists() else _first(project)
    form = PartnerForm(request.POST or None, initial=initial, languages=languages_of(project))

    def save() -> object:
        values = form.values()
        return operations.add_partner(project=project, by=signed_in(request.user), **values)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The partner was added."))
        return redirect("projects:partners", project.slug)
    title = _("Add a partner")
    words = context(request, project, "partners", runs=True, form=form, title=title)
    return render(request, "projects/manage/part.html", words)


def _first(project: Project) -> dict[str, object]:
    """The first partner is usually the one that administers the project."""
    return {"organisation": project.owner_id, "role": Partnership.Role.COORDINATOR}


def partner(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One partner and its periods; a partner's contact writes the task only."""
    project = followed(request, slug)
    runs = may_run(request, project)
    if not runs and number not in _own(request, project):
        raise Http404
    seen = seen_now(project)
    row: Partnership = part(project, Partnership.objects.select_related("organisation"), number)
    languages = languages_of(project)
    data = request.POST or None
    form = (
        PartnerForm(data, initial=partner_initial(row), seen=seen, languages=languages)
        if runs
        else TaskForm(data, initial={"task": row.task}, seen=seen, languages=languages)
    )

    def save() -> object:
        return operations.edit_partner(
            partnership=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The partner was saved."))
        return redirect("projects:partners", project.slug)
    words = context(
        request,
        project,
        "partners",
        runs=runs,
        form=form,
        row=row,
        title=str(row),
        meanwhile=meet(form, project, row),
        periods=row.periods.all(),
    )
    return render(request, "projects/manage/partner.html", words)


def periods(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A partner's own periods, several rows at once."""
    project = run(request, slug)
    seen = seen_now(project)
    row: Partnership = part(project, Partnership.objects.select_related("organisation"), number)
    rows = PeriodFormSet(request.POST or None, initial=periods_initial(row), prefix="period")
    if request.method == "POST" and rows.is_valid():
        said = request.POST.get("seen", "")
        try:
            operations.set_partner_periods(
                partnership=row,
                periods=rows.periods(),  # type: ignore[attr-defined]  # our own formset's method
                by=signed_in(request.user),
                seen=int(said) if said.isdecimal() else None,
            )
        except Refused as refused:
            rows.non_form_errors().append(str(refused))
        else:
            messages.success(request, _("The periods were saved."))
            return redirect("projects:partner", project.slug, row.pk)
    words = context(request, project, "partners", runs=True, rows=rows, row=row, seen=seen)
    return render(request, "projects/manage/periods.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_partner(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first, then takes the partner out."""
    project = run(request, slug)
    row: Partnership = part(project, Partnership.objects.select_related("organisation"), number)
    back = reverse("projects:partners", args=[project.slug])
    if request.method == "POST":
        try:
            operations.remove_partner(partnership=row, by=signed_in(request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The partner was removed."))
        return redirect(back)
    words = {
        "title": _("Remove %(partner)s from the project?") % {"partner": row},
        "what_happens": _(
            "The partner's role, task and periods are removed. If it only left the project, give it "
            "a period that ends instead."
        ),
        "look": "danger",
        "button": _("Remove the partner"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)
