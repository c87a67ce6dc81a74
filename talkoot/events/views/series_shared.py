"""What the pages of series and turns share: who may be there, what happened, how a host is shown."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import HostTurn, Series
from talkoot.events.queries.proposing import Host, host_of
from talkoot.events.views.history_words import Told, who_of
from talkoot.history.models import Entry
from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts
from talkoot.people.models import Person
from talkoot.ui.changes import told_changes

STATES: dict[str, Promise | str] = dict(HostTurn.State.choices)
LOOKS = {"done": "good", "accepted": "blue", "passed": "warm", "planned": ""}
VERBS: dict[str, Promise] = {
    "events.create_series": _("The series was begun."),
    "events.edit_series": _("The series was edited."),
    "events.add_turn": _("A turn was added."),
    "events.edit_turn": _("A turn was edited."),
    "events.remove_turn": _("A turn was removed."),
    "events.accept_turn": _("The host took the turn."),
    "events.pass_turn": _("The host passed the turn on."),
    "events.swap_turns": _("The turn changed days with another."),
    "events.finish_turn": _("The turn was held."),
    "events.tick_duty": _("A duty was marked as done."),
    "events.untick_duty": _("A duty was marked as not done."),
}


class Shown(NamedTuple):
    """One turn as lists show it."""

    turn: HostTurn
    host: Host
    names: Texts
    state: Promise | str
    look: str


def shown(turn: HostTurn) -> Shown:
    host = host_of(turn)
    return Shown(
        turn, host, names_of(host), STATES.get(turn.state, turn.state), LOOKS.get(turn.state, "")
    )


def names_of(host: Host) -> Texts:
    row = host.host or host.area
    return row.names if row is not None else Texts()


def series_run(request: HttpRequest, slug: str) -> Series:
    """The series, for those who arrange it; 404 for others."""
    rows = Series.objects.run_by(request.user).select_related("project", "organisation")
    return get_object_or_404(rows, slug=slug)


def turn_run(request: HttpRequest, slug: str, number: int) -> HostTurn:
    """The turn, for those who take care of it; 404 for others."""
    rows = HostTurn.objects.run_by(request.user).select_related(
        "series__project", "series__organisation", "host", "area", "responsible", "event",
        "swapped_with__host", "swapped_with__area",
    )  # fmt: skip  # the list reads as one
    return get_object_or_404(rows, series__slug=slug, pk=number)


def arranges(request: HttpRequest, series: Series) -> bool:
    """Whether the person arranges the whole series, and not only a turn of it."""
    return Series.objects.run_by(request.user).filter(pk=series.pk).exists()


def series_languages(series: Series) -> tuple[str, ...]:
    """The languages that the series's texts are written in, the product's own first."""
    used = (series.titles, series.summaries, series.duties)
    return tuple(dict.fromkeys([*PRODUCT_LANGUAGES, *(tag for texts in used for tag in texts)]))


def happened(entries: Iterable[Entry]) -> list[Told]:
    """The entries of a series in words; a turn is told by its host."""
    rows = list(entries)
    people = Person.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    numbers = {row.part_id for row in rows if row.part == "events.hostturn" and row.part_id}
    turns = {
        turn.pk: f"{turn.position}. {turn.host or turn.area}"
        for turn in HostTurn.objects.filter(pk__in=numbers).select_related("host", "area")
    }
    return [
        Told(
            row.at,
            VERBS.get(row.verb, row.verb),
            who_of(row, people),
            turns.get(row.part_id or 0, ""),
            told_changes(HostTurn if row.part else Series, row.changes, LABELS),
            row.note,
        )
        for row in rows
    ]


LABELS: dict[str, Any] = {
    "host": _("Host"),
    "area": _("Area"),
    "responsible": _("Responsible person"),
    "swapped_with": _("Changed days with"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
}
