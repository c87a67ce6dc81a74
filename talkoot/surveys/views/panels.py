"""What feedback shows on the pages of the areas below."""

from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.events.models import Event
from talkoot.measures.measure import Scope
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.surveys.models import Door, Wave
from talkoot.surveys.queries.asking import numbers_of
from talkoot.surveys.queries.by_itself import why_not
from talkoot.surveys.queries.ledger import asked_in, batches_of
from talkoot.ui import panels

MOST_DOORS = 20


def of_event(request: HttpRequest, row: Event) -> SafeString | None:
    """How the feedback of the event stands, on the arranger's own page of it."""
    if row.published_at is None or row.cancelled_at is not None:
        return None
    wave = Wave.objects.filter(event=row, kind=Wave.Kind.EVENT).first()
    words = {
        "event": row,
        "wave": wave,
        "numbers": numbers_of(wave) if wave else None,
        "why_not": None if wave else why_not(row),
    }
    return render_to_string("surveys/event/panel.html", words, request=request)


def on_own_page(request: HttpRequest, row: Person) -> SafeString | None:
    """The way to one's own questions, studies and surveys of needs, for who arranges a project's work;
    to the doors for residents also for who looks after an organisation."""
    arranges = Project.objects.arranged_by(row).exists()
    if not arranges and not Organisation.objects.coordinated_by(row).exists():
        return None
    words = {"arranges": arranges}
    return render_to_string("surveys/forms/on_own_page.html", words, request=request)


def of_project(request: HttpRequest, row: Project) -> SafeString | None:
    """The way to the feedback of the project's events, for those who follow the project; before any has
    been asked, for those who may say how it is asked."""
    # For visitors the managers have no rows and ask nothing.
    if not Project.objects.followed_by(request.user).filter(pk=row.pk).exists():
        return None
    has_asked = Wave.objects.filter(project=row, kind=Wave.Kind.EVENT).exists()
    if not has_asked and not Project.objects.run_by(request.user).filter(pk=row.pk).exists():
        return None
    answers = batches_of(Scope((row.pk,))).aggregate(all=Sum("answers"))["all"]
    words = {"project": row, "has_asked": has_asked, "answers": answers or 0}
    return render_to_string("surveys/ledger/panel.html", words, request=request)


def in_managing(request: HttpRequest, row: Project) -> SafeString:
    """On the project's overview of managing: how many have been asked after its events and answered."""
    asked, answered = asked_in(row)
    state = (
        _("%(answered)d of %(asked)d asked have answered") % {"answered": answered, "asked": asked}
        if asked
        else _("nobody asked yet")
    )
    return panels.part(reverse("surveys:ledger", args=[row.slug]), _("Feedback"), state)


def doors_of_project(request: HttpRequest, row: Project) -> SafeString | None:
    """The open doors of the project."""
    return _doors(request, Door.objects.open().filter(project=row))


def doors_of_organisation(request: HttpRequest, row: Organisation) -> SafeString | None:
    """The open doors of the organisation's own, and of its projects that anybody may see."""
    return _doors(request, Door.objects.open().public().filter(organisation=row))


def _doors(request: HttpRequest, rows: QuerySet[Door]) -> SafeString | None:
    found = list(rows[:MOST_DOORS])
    if not found:
        return None
    return render_to_string("surveys/door/panel.html", {"found": found}, request=request)
