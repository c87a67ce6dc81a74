"""Checking what people wrote, one text at a time, before anybody else reads it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.events.models import Event
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.surveys.forms.texts import TextForm, ThemeForm
from talkoot.surveys.models import OpenText, Theme, Wave
from talkoot.surveys.operations import texts as operations
from talkoot.surveys.queries.asking import items_of
from talkoot.surveys.queries.texts import released_of

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts of an event's feedback: those that wait for a check first."""
    event = get_object_or_404(Event.objects.run_by(request.user), slug=slug)
    wave = get_object_or_404(Wave.objects.select_related("event"), event=event, kind="event")
    rows = released_of(wave)
    themes = (
        Theme.objects.filter(project=event.project_id) if event.project_id else Theme.objects.none()
    )
    form = TextForm(request.POST or None, texts=rows, themes=themes)
    if request.method == "POST":
        if form.is_valid():
            _checked(request, form)
        return redirect("surveys:event_texts", slug=event.slug)
    state = request.GET.get("state", OpenText.State.NEW)
    chosen = state if state in OpenText.State.values else OpenText.State.NEW
    questions = {item.key: item.words for item in items_of(wave)}
    page = Paginator(rows.filter(state=chosen).prefetch_related("marks"), A_PAGE).get_page(
        request.GET.get("page")
    )
    words = {
        "event": event,
        "wave": wave,
        "page_obj": page,
        "lines": [
            (row, questions.get(row.item_key, ""), {mark.theme_id for mark in row.marks.all()})
            for row in page.object_list
        ],
        "themes": themes,
        "theme_form": ThemeForm(),
        "state": chosen,
        "states": [
            (value, label, rows.filter(state=value).count())
            for value, label in OpenText.State.choices
        ],
    }
    return render(request, "surveys/event/texts.html", words)


@require_POST
def add_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a theme to choose from to the event's project."""
    events = Event.objects.run_by(request.user).filter(project__isnull=False)
    event = get_object_or_404(events.select_related("project"), slug=slug)
    form = ThemeForm(request.POST)
    if form.is_valid() and event.project is not None:
        names = Texts({get_language() or "fi": form.cleaned_data["name"]})
        try:
            operations.add_theme(project=event.project, names=names, by=signed_in(request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The theme was added."))
    return redirect("surveys:event_texts", slug=event.slug)


def _checked(request: HttpRequest, form: TextForm) -> None:
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
