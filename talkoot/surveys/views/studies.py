"""Before and after: studies, their rounds, the change that may be shown, and the key's end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.history.models import Entry
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Project
from talkoot.surveys.forms.studies import AskForm, MoveForm, StudyForm, StudyNameForm
from talkoot.surveys.models import Study, Wave
from talkoot.surveys.operations import studies as operations
from talkoot.surveys.operations import waves as waves_operations
from talkoot.surveys.queries.asking import numbers_of, unsent_of
from talkoot.surveys.queries.results import results_of
from talkoot.surveys.queries.studies import answered_of, compared, rounds_of
from talkoot.surveys.queries.texts import shown_among, shown_of_wave
from talkoot.surveys.views.forms import A_PAGE
from talkoot.surveys.views.results import closing_told, shown


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """The studies of the projects that the visitor follows."""
    rows = Study.objects.followed_by(request.user).select_related("project")
    words = {
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_begin": _projects(request).exists(),
        "section": "studies",
    }
    return render(request, "surveys/studies/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begins a study of a project."""
    projects = _projects(request)
    chosen = projects.filter(slug=request.GET.get("project", "")).first()
    form = StudyForm(request.POST or None, projects=projects, initial={"project": chosen})
    made: list[Study] = []

    def save() -> None:
        made.append(operations.begin_study(by=signed_in(request.user), **form.cleaned_data))

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The study was begun. Make the round before next."))
        return redirect("surveys:study", made[0].pk)
    words: dict[str, object] = {
        "title": _("Begin a study before and after"),
        "form": form,
        "submit": _("Begin"),
    }
    if not projects.exists():
        words["lacks"] = _("You manage no project, so there is no project to study.")
    return render(request, "surveys/forms/edit.html", {**words, **_place()})


@require_safe
def study(request: HttpRequest, number: int) -> HttpResponse:
    """The rounds, the change of the same people, and what became of the key."""
    rows = Study.objects.followed_by(request.user).select_related("project__owner")
    found = get_object_or_404(rows, pk=number)
    waves = rounds_of(found)
    log = Entry.objects.of(found.project).filter(
        verb__in=("surveys.begin_study", "surveys.destroy_key"), part_id=found.pk
    )
    words = {
        "study": found,
        "rounds": [(wave, numbers_of(wave)) for wave in waves],
        "compared": compared(found, waves),
        "log": log.order_by("pk"),
        "least": max((wave.least for wave in waves), default=0),
        "texts": shown_among(Wave.objects.filter(study=found)),
        "runs": Study.objects.run_by(request.user).filter(pk=number).exists(),
    }
    return render(request, "surveys/studies/page.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Makes a round of the study."""
    found = _run(request, number)
    form = AskForm(request.POST or None, study=found)

    def save() -> object:
        return operations.ask_in_study(study=found, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The round was made. Letters go out on its first day."))
        return redirect("surveys:study", number)
    words = {"title": _("Make a round"), "form": form, "submit": _("Make the round")}
    back = reverse("surveys:study", args=[number])
    return render(
        request, "surveys/forms/edit.html", {**words, **_place(), "of": found, "back": back}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Another name for the study."""
    found = _run(request, number)
    seen = seen_now(found.project)
    found.refresh_from_db()
    form = StudyNameForm(request.POST or None, initial={"titles": found.titles}, seen=seen)

    def save() -> object:
        by, known = signed_in(request.user), form.cleaned_data["seen"]
        return operations.edit_study(study=found, by=by, seen=known, **form.values())

    if request.method == "POST":
        if saved(form, save):
            messages.success(request, _("Saved."))
            return redirect("surveys:study", number)
        found.refresh_from_db()  # called by its own name, not by one that was refused
    words = {
        "title": _("Edit the study"),
        "form": form,
        "submit": _("Save"),
        "meanwhile": meet(form, found.project, found),
        **_place(),
        "of": found,
        "back": reverse("surveys:study", args=[number]),
    }
    return render(request, "surveys/forms/edit.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def move_round(request: HttpRequest, number: int) -> HttpResponse:
    """Other days for a round of a study."""
    waves = Wave.objects.filter(study__in=Study.objects.run_by(request.user), closed_at=None)
    wave = get_object_or_404(waves.select_related("study__project"), pk=number)
    assert wave.study is not None  # the question above asks for it
    project = wave.study.project
    seen = seen_now(project)
    wave.refresh_from_db(fields=["opens_at", "closes_at"])
    form = MoveForm(request.POST or None, wave=wave, seen=seen)

    def save() -> object:
        by, known = signed_in(request.user), form.cleaned_data["seen"]
        return operations.move_round(wave=wave, by=by, seen=known, **form.moved())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The days were changed."))
        return redirect(_back(wave))
    words = {
        "title": _("Change the days of the round: %(round)s") % {"round": wave.get_kind_display()},
        "form": form,
        "submit": _("Save"),
        "meanwhile": meet(form, project, wave),
        **_place(),
        "of": wave.study,
        "back": _back(wave),
    }
    return render(request, "surveys/forms/edit.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def destroy(request: HttpRequest, number: int) -> HttpResponse:
    """Asks first, then destroys the key before its day."""
    found = _run(request, number)
    if request.method == "POST":
        operations.destroy_key(study=found, by=signed_in(request.user))
        messages.success(request, _("The key was destroyed."))
        return redirect("surveys:study", number)
    words = {
        "title": _("Destroy the key now?"),
        "what_happens": _(
            "Nobody can then join anyone's answers to them, and new rounds cannot be compared with old "
            "ones. Results that have been made stay. This cannot be taken back."
        ),
        "button": _("Destroy the key"),
        "look": "danger",
        "back": reverse("surveys:study", args=[number]),
    }
    return render(request, "ui/confirm.html", words)


@require_safe
def one_round(request: HttpRequest, number: int) -> HttpResponse:
    """The results of a round of a study, or of a sector of a survey of needs, by themselves."""
    waves = Wave.objects.filter(project__in=Project.objects.followed_by(request.user))
    rows = waves.exclude(kind=Wave.Kind.EVENT).select_related("study", "needs", "project")
    wave = get_object_or_404(rows, pk=number)
    found = results_of(wave)
    section = _("Surveys of needs") if wave.needs is not None else _("Before and after")
    words = {
        "wave": wave,
        "of": wave.needs or wave.study,
        "numbers": numbers_of(wave),
        "unsent": unsent_of(wave),
        "section": section,
        "section_url": reverse("surveys:needs" if wave.needs is not None else "surveys:studies"),
        "back": _back(wave),
        "results": found,
        "items": shown(found.items) if found.answers else [],
        "texts": shown_of_wave(wave) if found.answers else [],
    }
    return render(request, "surveys/results/round.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request: HttpRequest, number: int) -> HttpResponse:
    """Asks first, then closes a round of a study or a sector of a survey of needs before its day."""
    waves = Wave.objects.filter(project__in=Project.objects.run_by(request.user), closed_at=None)
    wave = get_object_or_404(
        waves.exclude(kind=Wave.Kind.EVENT).select_related("study", "needs"), pk=number
    )
    back, answers = _back(wave), answered_of(wave)
    if request.method == "POST":
        closed = waves_operations.close(wave=wave, by=signed_in(request.user))
        messages.success(request, closing_told(closed))
        return redirect(back)
    words = {
        "title": _("Close it now?"),
        "what_happens": _(
            "Answers are no longer taken, and the results are made of what has come. Fewer than "
            "%(least)d answers give no results of it alone. This cannot be taken back."
        )
        % {"least": wave.least},
        "details": [
            f"{wave.get_kind_display()}: {wave.titles}",
            ngettext("%(count)d answer has come.", "%(count)d answers have come.", answers)
            % {"count": answers},
        ],
        "button": _("Close"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


def _back(wave: Wave) -> str:
    """The page of what the wave belongs to."""
    if wave.needs is not None:
        return reverse("surveys:needs_results", args=[wave.needs.code])
    return reverse("surveys:study", args=[wave.study_id])


def _projects(request: HttpRequest) -> QuerySet[Project]:
    return Project.objects.run_by(request.user).filter(archived_at=None)


def _run(request: HttpRequest, number: int) -> Study:
    rows = Study.objects.run_by(request.user).select_related("project__owner")
    return get_object_or_404(rows, pk=number)


def _place() -> dict[str, object]:
    address = reverse("surveys:studies")
    return {"section_title": _("Before and after"), "section_url": address, "back": address}
