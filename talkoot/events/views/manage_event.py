"""The arranger's own event: beginning it, its overview, facts, texts and history."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.events import operations
from talkoot.events.forms.managing import (
    BasicsForm,
    NewEventForm,
    TextsForm,
    organisations_of,
    projects_of,
)
from talkoot.events.forms.signing_up_rules import RulesForm, rules_initial
from talkoot.events.models import Event
from talkoot.events.operations.events import missing_for_publishing
from talkoot.events.queries import managing as queries
from talkoot.events.views.history_words import told
from talkoot.events.views.managing import (
    context,
    languages_of,
    meet,
    run,
    saved,
    seen_now,
)
from talkoot.history.models import Entry
from talkoot.people.models import signed_in
from talkoot.projects.forms.basics import LanguageForm

ROWS_A_PAGE = 25
ENTRIES_A_PAGE = 30
LAST_ENTRIES = 4


class Step(NamedTuple):
    """One line of what there should be, and where it is written."""

    words: str
    done: bool
    href: str
    required: bool


@require_safe
def arranged(request: HttpRequest) -> HttpResponse:
    """Everything that the person arranges: the coming ones and drafts first, then the past."""
    person = signed_in(request.user)
    now = timezone.now()
    rows = queries.arranged(person)
    is_past = request.GET.get("past") == "1"
    past = rows.filter(ends_at__lte=now) | rows.filter(
        ends_at=None, ends_on__lt=timezone.localdate()
    )
    if is_past:
        shown = past.order_by("-starts_on", "-pk")
    else:
        shown = rows.exclude(pk__in=past.values("pk")).order_by("starts_on", "starts_at", "pk")
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    may = projects_of(person).exists() or organisations_of(person).exists()
    words = {"page_obj": page, "is_past": is_past, "may_begin": may}
    return render(request, "events/manage/arranged.html", words)


def new(request: HttpRequest) -> HttpResponse:
    """The short form; `?project=slug` chooses the project."""
    person = signed_in(request.user)
    initial: dict[str, Any] = {}
    if chosen := projects_of(person).filter(slug=request.GET.get("project", "")).first():
        initial["project"] = chosen
    form = NewEventForm(request.POST or None, person=person, initial=initial)
    made: list[Event] = []
    if request.method == "POST" and saved(
        form, lambda: made.append(operations.create(by=person, **form.values()))
    ):
        messages.success(
            request, _("The event is here as a draft. Fill in the rest and publish it.")
        )
        return redirect("events:manage", made[0].slug)
    may = projects_of(person).exists() or organisations_of(person).exists()
    return render(request, "events/manage/new.html", {"form": form, "may": may})


@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """The overview: what is missing, places and queue, what is due, what happened last."""
    event = run(request, slug)
    steps = _steps(event)
    today = timezone.localdate()
    due = [
        (row, row.captions_due_on is not None and row.captions_due_on < today)
        for row in queries.captions_due(event)
    ]
    return render(
        request,
        "events/manage/overview.html",
        context(
            request,
            event,
            "manage",
            steps=steps,
            missing=[step for step in steps if step.required and not step.done],
            ready=not missing_for_publishing(event),
            pools=queries.pool_states(event),
            counts=queries.state_counts(event),
            outside=queries.outside_share(event),
            captions=due,
            headcounts=event.headcounts.filter(withdrawn_at=None),
            project_is_draft=event.project is not None and event.project.published_at is None,
            entries=told(Entry.objects.of(event)[:LAST_ENTRIES]),
        ),
    )


def _steps(event: Event) -> list[Step]:
    """What a public page needs, and what it is the better for."""
    missing = {one.__name__ for one in missing_for_publishing(event)}

    def to(door: str) -> str:
        return reverse(f"events:{door}", args=[event.slug])

    basics = to("manage_basics")
    steps = [
        Step(_("A time"), "TimeMissing" not in missing, basics, True),
        Step(
            _("A place or a way to take part remotely"),
            not missing & {"WayMissing", "PlaceMissing"},
            basics,
            True,
        ),
        Step(_("A few sentences for lists"), bool(event.summaries), to("manage_texts"), False),
        Step(
            _("A programme or a description"), bool(event.descriptions), to("manage_texts"), False
        ),
        Step(_("Themes to be found by"), event.topics.exists(), basics, False),
    ]
    if event.on_site:
        steps.append(
            Step(
                _("Accessibility of the place"),
                bool(event.accessibility),
                to("manage_texts"),
                False,
            )
        )
    if event.remote and not event.is_over:
        steps.append(Step(_("The remote link"), bool(event.remote_link), basics, False))
    return steps


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


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was done, the latest first."""
    event = run(request, slug)
    page = Paginator(Entry.objects.of(event), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    words = context(request, event, "history", page_obj=page, entries=told(page.object_list))
    return render(request, "events/manage/history.html", words)
