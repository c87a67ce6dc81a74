"""The history of an event in words: a sentence for each verb, and what changed from what to what."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.history.models import Entry
from talkoot.history.verbs import sentence_of
from talkoot.people.models import Person
from talkoot.ui.changes import Change, told_changes

VERBS: dict[str, Promise] = {
    "events.create": _("The event was created."),
    "events.copy": _("The event was copied from another."),
    "events.edit": _("The event was edited."),
    "events.publish": _("The event was published."),
    "events.take_back": _("The event was taken back from the public."),
    "events.cancel_event": _("The event was cancelled."),
    "events.delete": _("The event was deleted."),
    "events.bring_back": _("The event was brought back."),
    "events.add_places": _("Places were added."),
    "events.set_capacity": _("The number of places was changed."),
    "events.set_queue": _("The way the queue moves was changed."),
    "events.remove_places": _("Places were removed."),
    "events.promote": _("Free places went to the queue."),
    "events.add_session": _("A session was added."),
    "events.edit_session": _("A session was edited."),
    "events.remove_session": _("A session was removed."),
    "events.add_attachment": _("A material or a recording was added."),
    "events.edit_attachment": _("A material or a recording was edited."),
    "events.publish_attachment": _("A material or a recording was published."),
    "events.take_back_attachment": _("A material or a recording was taken back."),
    "events.mark_captioned": _("The captions of a recording were noted."),
    "events.remove_attachment": _("A material or a recording was removed."),
    "events.add_headcount": _("The number of those present was noted."),
    "events.withdraw_headcount": _("A number of those present was withdrawn."),
    "events.register": _("Somebody signed up."),
    "events.edit_own": _("Somebody changed their registration."),
    "events.change_mode": _("Somebody changed their way of taking part."),
    "events.cancel": _("Somebody cancelled their registration."),
    "events.accept_offer": _("Somebody accepted the place offered."),
    "events.decline_offer": _("Somebody declined the place offered."),
    "events.give_place": _("A place was given past the queue."),
    "events.move_in_queue": _("Somebody was moved in the queue."),
    "events.return_to_queue": _("Somebody was returned to the queue."),
    "events.remove": _("Somebody was removed."),
    "events.unite": _("Two registrations of the same person became one."),
    "events.mark": _("Somebody was marked present."),
    "events.withdraw_mark": _("A mark of presence was taken back."),
    "events.open_check_in": _("Marking oneself present by the code was begun."),
    "events.close_check_in": _("Marking oneself present by the code was ended."),
    "events.bring_report": _("An attendance report was brought in."),
    "events.settle_match": _("Names of an attendance report were settled."),
    "events.open_match": _("A name of an attendance report was opened again."),
    "events.take_back_report": _("An attendance report was taken back."),
    "events.issue_certificate": _("A certificate of attendance was issued."),
    "events.revoke_certificate": _("A certificate of attendance was revoked."),
    "events.show_needs": _("The needs were looked at with names."),
    "events.write_message": _("A message was written."),
    "events.rewrite_message": _("A message was changed."),
    "events.start_message": _("A message was sent."),
    "events.throw_away_message": _("A message was thrown away."),
}
LABELS = {
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "told": _("Told"),
    "receivers": _("Receivers"),
    "count": _("Number"),
    "priority": _("Place in the queue"),
    "counting_partnership": _("Counts in the share of"),
    "organisation": _("Arranged by"),
    "project": _("Project"),
    "series": _("Series"),
    "turn": _("Host turn"),
    "area": _("Area"),
    "topics": _("Themes"),
    "needs": _("Needs"),
}
SHOWN_PARTS = ("events.session", "events.attachment", "events.message", "events.pool")
"""Parts whose names tell of nobody. A registration is a person, whom the history does not name."""


class Told(NamedTuple):
    """One entry as the page shows it."""

    at: datetime
    sentence: str | Promise
    who: str
    about: str
    changes: list[Change]
    note: str


def told(entries: Iterable[Entry]) -> list[Told]:
    """The entries in words; persons and parts are asked for once each kind."""
    rows = list(entries)
    people = Person.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    parts = _parts(rows)
    return [
        Told(
            row.at,
            VERBS.get(row.verb) or sentence_of(row.verb),
            who_of(row, people),
            parts.get((row.part, row.part_id or 0), ""),
            told_changes(_model(row), row.changes, LABELS),
            row.note,
        )
        for row in rows
    ]


def who_of(row: Entry, people: dict[int, Person]) -> str:
    if row.by_worker:
        return gettext("Talkoot itself")
    person = people.get(row.actor_id) if row.actor_id else None
    return str(person) if person else gettext("a participant, or a person who has been erased")


def _model(row: Entry) -> type[models.Model]:
    try:
        return apps.get_model(row.part) if row.part else Event
    except LookupError:
        return Event


def _parts(rows: list[Entry]) -> dict[tuple[str, int], str]:
    """The parts that are still there, by name."""
    found = {}
    for label in SHOWN_PARTS:
        keys = {row.part_id for row in rows if row.part == label and row.part_id}
        if not keys:
            continue
        for part in _model_of(label)._default_manager.filter(pk__in=keys):
            mode = getattr(part, "get_mode_display", None) if label == "events.pool" else None
            found[label, part.pk] = str(mode()) if mode else str(part)
    return found


def _model_of(label: str) -> type[models.Model]:
    return apps.get_model(label)
