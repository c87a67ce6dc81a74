"""The staff's side of lasting doors: what was said, its state and reply, and the poster."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.kit.forms import capitalised
from talkoot.kit.languages import PRODUCT_LANGUAGES, language_name
from talkoot.organisations.models import Organisation
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.projects.models import Project
from talkoot.surveys.forms.door import (
    BeginDoorForm,
    DoorForm,
    ReplyForm,
    StateForm,
    WriteDownForm,
)
from talkoot.surveys.models import Door, Said
from talkoot.surveys.operations import door as operations
from talkoot.surveys.queries.door import names_for, told
from talkoot.surveys.views.forms import A_PAGE
from talkoot.surveys.views.poster import document, short_address


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The doors that the visitor looks after, with how much waits at each."""
    waiting = Count("said", filter=Q(said__state__in=(Said.State.NEW, Said.State.IN_HAND)))
    rows = Door.objects.run_by(request.user).select_related("project", "organisation")
    page = Paginator(rows.annotate(waiting=waiting).order_by("slug"), A_PAGE).get_page(
        request.GET.get("page")
    )
    projects, organisations = _owners(request)
    may_begin = organisations.exists() or bool(names_for(request.user, projects))
    words = {"page_obj": page, "section": "doors", "may_begin": may_begin}
    return render(request, "surveys/door/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Opens a door of a project or of an organisation."""
    projects, organisations = _owners(request)
    named = names_for(request.user, projects)
    form = BeginDoorForm(request.POST or None, projects=named, organisations=organisations)
    made: list[Door] = []

    def save() -> None:
        made.append(operations.begin_door(by=signed_in(request.user), **form.values()))

    if request.method == "POST" and saved(form, save):
        messages.success(
            request, _("The door is open. Print its poster and put it where people are.")
        )
        return redirect("surveys:door_said", made[0].slug)
    words = {"title": _("Open a door for feedback"), "form": form, "submit": _("Open the door")}
    if not form.owners:
        words["lacks"] = _(
            "You arrange no project's work and look after no organisation, so there is nobody whose door "
            "you could open."
        )
    return _edited(request, words)


@require_safe
def said_here(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said by the door, the newest first, and how much."""
    door = _own(request, slug)
    chosen = request.GET.get("state", "")
    rows = door.said.select_related("topic", "area")
    rows = rows.filter(state=chosen) if chosen in Said.State.values else rows.exclude(state="spam")
    counted = told(door)
    words = {
        "door": door,
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "told": counted,
        "chosen": chosen,
        "states": [
            (value, words, counted.by_state.get(value, 0))
            for value, words in capitalised(Said.State.choices)
        ],
        "posters": [(tag, language_name(tag)) for tag in PRODUCT_LANGUAGES],
        "short": short_address(door),
    }
    return render(request, "surveys/door/said_here.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of the door."""
    door = _own(request, slug)
    initial = {"titles": door.titles, "intros": door.intros}
    form = DoorForm(request.POST or None, initial=initial)

    def save() -> None:
        operations.edit_door(door=door, by=signed_in(request.user), **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("surveys:door_said", slug)
    return _edited(request, {"title": _("Edit the door"), "form": form, "submit": _("Save")}, door)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes nothing new."""
    operations.close_door(door=_own(request, slug), by=signed_in(request.user))
    messages.success(request, _("The door is closed. Replies can still be written and read."))
    return redirect("surveys:door_said", slug)


@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes feedback again."""
    operations.reopen_door(door=_own(request, slug), by=signed_in(request.user))
    messages.success(request, _("The door is open."))
    return redirect("surveys:door_said", slug)


@require_safe
def poster(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A page to print, in one language."""
    if language not in PRODUCT_LANGUAGES:
        raise Http404
    return document(_own(request, slug), language)


@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, slug: str) -> HttpResponse:
    """What somebody said aloud."""
    door = _own(request, slug)
    form = WriteDownForm(request.POST or None, door=door)

    def save() -> None:
        about = {**form.about(), "text": form.cleaned_data["text"], "how": form.cleaned_data["how"]}
        language = get_language() or "fi"
        operations.write_down(door=door, by=signed_in(request.user), language=language, **about)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Written down. Thank you for listening."))
        return redirect("surveys:door_said", slug)
    words = {
        "title": _("Write down what was said to you"),
        "form": form,
        "submit": _("Write it down"),
    }
    return _edited(request, words, door)


@require_http_methods(["GET", "HEAD", "POST"])
def one_said(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One thing that was said: the reply and the state."""
    row = _one(request, slug, number)
    form = ReplyForm(request.POST or None, initial={"text": row.reply})

    def save() -> None:
        operations.reply(said=row, by=signed_in(request.user), text=form.cleaned_data["text"])

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The reply can be read with the answer code."))
        return redirect("surveys:door_said", slug)
    words = {"said": row, "form": form, "state_form": StateForm(initial={"state": row.state})}
    return render(request, "surveys/door/said_one.html", words)


@require_POST
def set_state(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """New, in hand, answered or not feedback."""
    row = _one(request, slug, number)
    form = StateForm(request.POST)
    if form.is_valid():
        state = form.cleaned_data["state"]
        operations.set_state(said=row, state=state, by=signed_in(request.user))
        messages.success(request, _("The state was changed."))
    return redirect("surveys:said", slug, number)


def _owners(request: HttpRequest) -> tuple[QuerySet[Project], QuerySet[Organisation]]:
    """The projects and the organisations whose doors the visitor may open."""
    projects = Project.objects.arranged_by(request.user).filter(archived_at=None).by_name()
    return projects, Organisation.objects.run_by(request.user).by_name()


def _own(request: HttpRequest, slug: str) -> Door:
    rows = Door.objects.run_by(request.user).select_related(
        "organisation", "project__programme", "project__owner"
    )
    return get_object_or_404(rows, slug=slug)


def _one(request: HttpRequest, slug: str, number: int) -> Said:
    rows = Said.objects.run_by(request.user).select_related(
        "door__organisation", "door__project", "topic", "area", "written_down_by"
    )
    return get_object_or_404(rows, door__slug=slug, pk=number)


def _edited(request: HttpRequest, words: dict[str, Any], door: Door | None = None) -> HttpResponse:
    section = reverse("surveys:doors")
    back = reverse("surveys:door_said", args=[door.slug]) if door else section
    place = {"section_title": _("Feedback from residents"), "section_url": section, "back": back}
    return render(
        request, "surveys/forms/edit.html", {**place, **words, "of": door.titles if door else None}
    )
