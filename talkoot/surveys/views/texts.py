"""Checking what people wrote before others see it: of one event, or of a whole project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talkoot.events.models import Event
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.models import Project
from talkoot.surveys.forms.texts import NewThemeForm, TextForm
from talkoot.surveys.models import OpenText, Theme, Wave
from talkoot.surveys.operations import texts as operations
from talkoot.surveys.queries.asking import items_of
from talkoot.surveys.queries.texts import (
    frequent_words,
    marked_themes,
    questions_of,
    released_in,
    released_of,
)

A_PAGE = 20
LONGEST_WORD = 80


@require_http_methods(["GET", "HEAD", "POST"])
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts of an event's feedback: those that wait for a check first."""
    rows = Event.objects.run_by(request.user).select_related("project")
    event = get_object_or_404(rows, slug=slug)
    wave = get_object_or_404(Wave.objects.select_related("event"), event=event, kind="event")
    questions = {item.key: item.words for item in items_of(wave)}
    words = {"event": event, "wave": wave, "base": "surveys/event/base.html"}
    return _checked(request, released_of(wave), event.project, questions, words)


@require_http_methods(["GET", "HEAD", "POST"])
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts of all the feedback and surveys of a project, without telling of which each is: also of
    those that were too small to have results of their own."""
    project = get_object_or_404(Project.objects.run_by(request.user), slug=slug)
    rows = released_in(project)
    keys = rows.order_by().values_list("item_key", flat=True).distinct()
    questions = questions_of(Wave.objects.filter(project=project), list(keys))
    words = {"project": project, "base": "surveys/texts/of_project.html"}
    return _checked(request, rows, project, questions, words)


def _checked(
    request: HttpRequest,
    rows: QuerySet[OpenText],
    project: Project | None,
    questions: dict[str, Any],
    words: dict[str, Any],
) -> HttpResponse:
    """The page of these texts, or what was decided of one of them."""
    themes = marked_themes(project) if project else Theme.objects.none()
    form = TextForm(request.POST or None, texts=rows, themes=themes)
    if request.method == "POST":
        if not form.is_valid():
            messages.error(request, _("The text could not be saved. It may be gone, or too long."))
            return redirect(request.get_full_path())
        if _is_decided(request, form):
            return redirect(request.get_full_path())
    state = request.GET.get("state", OpenText.State.NEW)
    chosen = state if state in OpenText.State.values else OpenText.State.NEW
    word = request.GET.get("word", "")[:LONGEST_WORD]
    found = rows.filter(state=chosen)
    if word:
        found = found.filter(lemmas__contains=[word])
    page = Paginator(found.prefetch_related("marks"), A_PAGE).get_page(request.GET.get("page"))
    words |= {
        "page_obj": page,
        "lines": [_line(row, questions.get(row.item_key, ""), form) for row in page.object_list],
        "themes": themes,
        "theme_form": NewThemeForm(
            initial={"event": words["event"].slug if "event" in words else ""}
        ),
        "of_project": project,
        "runs": "project" in words,  # the page of a project is opened by those who run it
        "state": chosen,
        "word": word,
        "frequent": frequent_words(rows.filter(state=chosen)),
        "states": [
            (value, label, rows.filter(state=value).count())
            for value, label in OpenText.State.choices
        ],
        "are_any": rows.exists(),
    }
    return render(request, "surveys/texts/page.html", words)


@dataclass(frozen=True)
class Line:
    """A text to check, with its words and themes as they are, or as they were sent and refused."""

    row: OpenText
    question: object
    words: str
    marked: set[int]
    errors: Sequence[str] = ()


def _line(row: OpenText, question: object, sent: TextForm) -> Line:
    if sent.is_bound and sent.cleaned_data["text"] == row:
        marked = {theme.pk for theme in sent.cleaned_data["themes"]}
        errors = [str(sentence) for sentence in sent["words"].errors]
        return Line(row, question, sent["words"].value(), marked, errors)
    return Line(row, question, row.text, {mark.theme_id for mark in row.marks.all()})


def _is_decided(request: HttpRequest, form: TextForm) -> bool:
    """Whether nothing of what was sent must be written anew; a no stands beside the words or on top."""
    text, by = form.cleaned_data["text"], signed_in(request.user)
    try:
        if form.cleaned_data["verb"] == "show":
            operations.show_text(
                text=text,
                by=by,
                words=form.cleaned_data["words"],
                themes=form.cleaned_data["themes"],
            )
            messages.success(request, _("The text may be shown now."))
        else:
            operations.keep_back(text=text, by=by)
            messages.success(request, _("The text is kept back."))
    except Refused as refused:
        messages.error(request, str(refused))
        if refused.field == "words":
            form.add_error("words", str(refused))
            return False
    return True
