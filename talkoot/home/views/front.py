"""The front page: what is going on now, and where to take part."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import get_language

from talkoot.home.queries import front as queries
from talkoot.kit.languages import Text, Texts
from talkoot.projects.models import Project
from talkoot.ui import doors, panels
from talkoot.ui.context import door
from talkoot.ui.pictures import TimelineRow

MOST_WORDS = 30


@dataclass(frozen=True)
class Card:
    """One project as the front page shows it."""

    project: Project
    name: Text
    address: str
    summary: Text
    fund: Texts | None


@doors.kept
def front(request: HttpRequest) -> HttpResponse:
    """What is going on across all public projects. An empty installation says what to do first."""
    found = queries.front()
    address = door("projects:list")
    cards = {project.pk: _card(project, address) for project in [*found.alive, *found.updated]}
    context = {
        "found": found,
        "running": [cards[project.pk] for project in found.running],
        "contacts": [
            cards[project.pk]
            for project in found.running
            if project.contact_email or project.contact_role
        ],
        "timeline": [_row(cards[project.pk]) for project in found.alive if project.period],
        "turns": [(turn, _card(turn.project, address)) for turn in found.turns],
        "updated": [cards[project.pk] for project in found.updated],
        "panels": panels.drawn("home.front", request),
        "nobody_yet": not found.total and queries.nobody_yet(),
        "projects_url": address,
        "network_url": door("organisations:list"),
        "coverage_url": door("organisations:coverage"),
        "expertise_url": door("organisations:expertise"),
    }
    return render(request, "home/front.html", context)


def _card(project: Project, address: str) -> Card:
    summary = project.summaries.pick()
    programme = project.programme
    return Card(
        project=project,
        name=(project.short_names or project.names).pick(),
        address=f"{address}{project.slug}/",
        summary=Text(Truncator(summary.text).words(MOST_WORDS), summary.language),
        fund=(programme.short_names or programme.names) if programme else None,
    )


def _row(card: Card) -> TimelineRow:
    here = get_language() or "fi"
    return TimelineRow(
        card.name.text,
        card.project.period,
        card.address,
        language="" if card.name.language == here else card.name.language,
    )
