"""Surveys of needs: making one, choosing one's sector, and what each sector needs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Project
from talkoot.surveys.forms.needs import AddressesForm, EditNeedsForm, NeedsForm
from talkoot.surveys.models import Needs, Wave
from talkoot.surveys.operations import needs as operations
from talkoot.surveys.queries.studies import needs_by_sector, sectors_of
from talkoot.surveys.queries.texts import shown_among
from talkoot.surveys.views.forms import A_PAGE
from talkoot.ui import doors


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """The surveys of needs of the projects that the visitor follows."""
    rows = Needs.objects.followed_by(request.user).select_related("project")
    words = {
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "projects": Project.objects.run_by(request.user).filter(archived_at=None)[:A_PAGE],
        "section": "needs",
    }
    return render(request, "surveys/needs/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes a survey of needs of a project."""
    projects = Project.objects.run_by(request.user).filter(archived_at=None)
    project = get_object_or_404(projects, slug=slug)
    form = NeedsForm(request.POST or None, project=project)
    made: list[Needs] = []

    def save() -> None:
        values = form.values()
        made.append(operations.begin_needs(project=project, by=signed_in(request.user), **values))

    if request.method == "POST" and saved(form, save):
        by_address = _("The survey was made. Share its address or write to people.")
        by_letter = _("The survey was made. Ask those who may answer it by letter.")
        messages.success(request, by_address if form.cleaned_data["is_open_to_all"] else by_letter)
        return redirect("surveys:needs_results", made[0].code)
    words = {
        "title": _("Make a survey of needs"),
        "form": form,
        "submit": _("Make the survey"),
        "of": project,
        "lacks_form": not form.fields["own"].queryset.exists(),  # type: ignore[attr-defined]  # a field of choices
        **_place(),
    }
    return render(request, "surveys/forms/edit.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The name, what is told, and the last day while the survey is not closed."""
    rows = Needs.objects.run_by(request.user).select_related("project")
    found = get_object_or_404(rows, code=code.upper())
    seen = seen_now(found.project)
    found.refresh_from_db()
    waiting = list(found.waves.filter(closed_at=None).order_by("pk"))
    form = EditNeedsForm(
        request.POST or None,
        initial={"titles": found.titles, "intros": found.intros},
        seen=seen,
        waiting=waiting,
    )

    def save() -> object:
        by, known = signed_in(request.user), form.cleaned_data["seen"]
        return operations.edit_needs(needs=found, by=by, seen=known, **form.values())

    if request.method == "POST":
        if saved(form, save):
            messages.success(request, _("Saved."))
            return redirect("surveys:needs_results", found.code)
        found.refresh_from_db()  # called by its own name, not by one that was refused
    met = waiting[0] if waiting and "closes_at" in form.refused_fields else found
    words = {
        "title": _("Edit the survey"),
        "form": form,
        "submit": _("Save"),
        "meanwhile": meet(form, found.project, met),
        "of": found,
        **_place(),
        "back": reverse("surveys:needs_results", args=[found.code]),
    }
    return render(request, "surveys/forms/edit.html", words)


@doors.public
@never_cache
@require_safe
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """Which sector are you of? The questions come next."""
    found = get_object_or_404(Needs.objects.select_related("project__owner"), code=code.upper())
    waves = list(found.waves.order_by("pk"))
    now = timezone.now()
    to_come = [wave.opens_at for wave in waves if wave.closed_at is None and wave.opens_at > now]
    words = {
        "needs": found,
        "open_to_all": [wave for wave in waves if wave.is_open and wave.is_open_to_all],
        "opens_at": min(to_come, default=None),
        "is_over": not any(wave.is_open for wave in waves),
        "is_invented": any(wave.is_invented for wave in waves),
    }
    answer = render(request, "surveys/needs/page.html", words)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What is needed, by sector, as far as there are enough answers."""
    rows = Needs.objects.followed_by(request.user).select_related("project")
    found = get_object_or_404(rows, code=code.upper())
    sectors = sectors_of(found)
    words = {
        "needs": found,
        "sectors": sectors,
        "shown": [one for one in sectors if one.shown],
        "total": sum(one.shown for one in sectors),
        "least": max((one.wave.least for one in sectors), default=0),
        "asked": needs_by_sector(found, sectors),
        "texts": shown_among(Wave.objects.filter(needs=found)),
        "runs": Needs.objects.run_by(request.user).filter(pk=found.pk).exists(),
        "is_over": all(one.wave.closed_at for one in sectors),
        "is_answered": any(one.wave.has_answers for one in sectors),
        "is_open_to_all": any(one.wave.is_open_to_all for one in sectors),
        "is_invented": any(one.wave.is_invented for one in sectors),
        "address": request.build_absolute_uri(reverse("surveys:needs_survey", args=[found.code])),
    }
    return render(request, "surveys/needs/results.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Asks organisations of one sector by letter."""
    found = get_object_or_404(Needs.objects.run_by(request.user), code=code.upper())
    wave = get_object_or_404(
        Wave.objects.select_related("project", "needs"), needs=found, pk=number
    )
    form = AddressesForm(request.POST or None)
    new: list[int] = []

    def save() -> None:
        written = form.cleaned_data["addresses"]
        by = signed_in(request.user)
        new.append(operations.ask_addresses(wave=wave, addresses=written, by=by))

    if request.method == "POST" and saved(form, save):
        said = ngettext("%(count)d address is asked.", "%(count)d addresses are asked.", new[0]) % {
            "count": new[0]
        }
        messages.success(request, said)
        return redirect("surveys:needs_results", code)
    words = {
        "title": _("Ask by letter: %(sector)s") % {"sector": wave.titles},
        "form": form,
        "submit": _("Ask these"),
        "of": found,
        **_place(),
        "back": reverse("surveys:needs_results", args=[found.code]),
    }
    return render(request, "surveys/forms/edit.html", words)


def _place() -> dict[str, object]:
    address = reverse("surveys:needs")
    return {"section_title": _("Surveys of needs"), "section_url": address, "back": address}
