"""The arranger's overviews: all events, one event at a glance, and its history."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.events.forms.managing import organisations_of, projects_of
from talkoot.events.models import Event
from talkoot.events.operations.events import missing_for_publishing
from talkoot.events.queries import managing as queries
from talkoot.events.queries import times
from talkoot.events.views.history_words import told
from talkoot.events.views.managing import context, run
from talkoot.history.models import Entry
from talkoot.people.models import Person, signed_in
from talkoot.ui import panels

ROWS_A_PAGE = 25
ENTRIES_A_PAGE = 30
LAST_ENTRIES = 4
ON_OWN_PAGE = 5


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
    is_past = request.GET.get("past") == "1"
    rows = queries.arranged(person, is_past=is_past)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    may = projects_of(person).exists() or organisations_of(person).exists()
    shown = [(event, times.when(event)) for event in page.object_list]
    words = {"page_obj": page, "rows": shown, "is_past": is_past, "may_begin": may}
    return render(request, "events/manage/arranged.html", words)


def on_own_page(request: HttpRequest, person: Person) -> SafeString | None:
    """The next ones that the person arranges, and the way to the rest; nothing for who may arrange
    none."""
    if not projects_of(person).exists() and not organisations_of(person).exists():
        return None
    rows = queries.arranged(person, is_past=False)[:ON_OWN_PAGE]
    words = {"rows": [(event, times.when(event)) for event in rows]}
    return render_to_string("events/manage/on_own_page.html", words, request=request)


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
            panels=panels.drawn("events.manage", request, event),
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


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was done, the latest first."""
    event = run(request, slug)
    page = Paginator(Entry.objects.of(event), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    words = context(request, event, "history", page_obj=page, entries=told(page.object_list))
    return render(request, "events/manage/history.html", words)
