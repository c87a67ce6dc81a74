"""Beginning an event, and changing its facts, its texts and how people sign up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talkoot.events import operations
from talkoot.events.forms.managing import (
    BasicsForm,
    NewEventForm,
    TextsForm,
    organisations_of,
    projects_of,
)
from talkoot.events.forms.signing_up_rules import RulesForm, rules_initial
from talkoot.events.models import Event, Series
from talkoot.events.queries import managing as queries
from talkoot.events.views.managing import context, languages_of, meet, run
from talkoot.people.models import signed_in
from talkoot.projects.forms.basics import LanguageForm
from talkoot.projects.forms.seen import saved, seen_now


def new(request: HttpRequest) -> HttpResponse:
    """The short form; `?project=slug` chooses the project, `?series=slug` begins one of a series."""
    person = signed_in(request.user)
    mine = Series.objects.run_by(person).select_related("project", "organisation")
    series = mine.filter(slug=request.GET.get("series", "")).first()
    initial: dict[str, Any] = {}
    if chosen := projects_of(person).filter(slug=request.GET.get("project", "")).first():
        initial["project"] = chosen
    form = NewEventForm(request.POST or None, person=person, initial=initial, series=series)
    made: list[Event] = []
    if request.method == "POST" and saved(
        form, lambda: made.append(operations.create(by=person, **form.values()))
    ):
        messages.success(
            request, _("The event is here as a draft. Fill in the rest and publish it.")
        )
        return redirect("events:manage", made[0].slug)
    may = projects_of(person).exists() or organisations_of(person).exists()
    return render(request, "events/manage/new.html", {"form": form, "may": may, "series": series})


def basics(request: HttpRequest, slug: str) -> HttpResponse:
    """Time, place and everything else that is not a text."""
    event = run(request, slug)
    person, seen = signed_in(request.user), seen_now(event)
    form = BasicsForm(request.POST or None, event=event, person=person, seen=seen)

    def save() -> object:
        return operations.edit(
            event=event, by=person, seen=form.cleaned_data["seen"], **form.values()
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved. If the time, place or link changed, everyone is told."))
        return redirect("events:manage_basics", event.slug)
    event = run(request, slug)  # a form that was refused has left its words on the other one
    return render(
        request,
        "events/manage/basics.html",
        context(
            request,
            event,
            "manage_basics",
            form=form,
            meanwhile=meet(form, event),
            outside=queries.outside_share(event),
        ),
    )


_NAMES = tuple(name for name in TextsForm.base_fields if name != "seen")


def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text in every language; another language gets its boxes and nothing typed is lost."""
    event = run(request, slug)
    languages, seen = languages_of(event), seen_now(event)
    if "add_language" in request.POST:
        form, languages = _with_another_language(request, languages)
    else:
        initial = {name: getattr(event, name) for name in _NAMES}
        form = TextsForm(request.POST or None, initial=initial, seen=seen, languages=languages)

        def save() -> object:
            return operations.edit(
                event=event,
                by=signed_in(request.user),
                seen=form.cleaned_data["seen"],
                **form.values(),
            )

        if request.method == "POST" and saved(form, save):
            messages.success(request, _("The texts were saved."))
            return redirect("events:manage_texts", event.slug)
    event = run(request, slug)
    words = context(request, event, "manage_texts", form=form, adding=LanguageForm(shown=languages))
    return render(request, "events/manage/texts.html", {**words, "meanwhile": meet(form, event)})


def _with_another_language(
    request: HttpRequest, languages: tuple[str, ...]
) -> tuple[TextsForm, tuple[str, ...]]:
    """The same boxes with what is typed in them, and one more language; nothing is saved yet."""
    typed: dict[str, Any] = {
        name: TextsForm.base_fields[name].widget.value_from_datadict(
            request.POST, request.FILES, name
        )
        for name in _NAMES
    }
    sent = dict.fromkeys(tag for texts in typed.values() for tag in texts)
    adding = LanguageForm(request.POST, shown=tuple(sent))
    added = adding.cleaned_data["language"] if adding.is_valid() else ""
    languages = tuple(dict.fromkeys([*languages, *sent, *([added] if added else [])]))
    said = request.POST.get("seen", "")
    seen = int(said) if said.isdecimal() else 0
    return TextsForm(initial={**typed, "seen": seen}, languages=languages), languages


def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """When people sign up, what they are asked and how long it is kept."""
    event = run(request, slug)
    seen = seen_now(event)
    form = RulesForm(
        request.POST or None,
        initial=rules_initial(event),
        seen=seen,
        languages=languages_of(event),
    )

    def save() -> object:
        return operations.edit(
            event=event,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("events:manage_rules", event.slug)
    event = run(request, slug)
    words = context(request, event, "manage_rules", form=form, meanwhile=meet(form, event))
    return render(request, "events/manage/rules.html", words)
