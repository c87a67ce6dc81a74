"""How every operation on an event begins and ends: the row locked, the index and the clock kept true."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.events.queries.documents import KIND, documents_of
from talkoot.kit.refusals import Refused
from talkoot.search import index


class EventDeleted(Refused):
    sentence = _("The event has been deleted.")
    next_step = _("Bring it back first from the list of deleted events.")


class NoLongerThere(Refused):
    sentence = _("Somebody has removed this meanwhile.")
    next_step = _("Go back to the list and look at it as it is now.")


class PartOfAnotherEvent(Refused):
    sentence = _("This belongs to another event.")
    next_step = _("Go back to the list and choose again.")


@contextmanager
def changing(event: Event, *, deleted_too: bool = False) -> Iterator[Event]:
    """One transaction in which nobody else changes what the event says; `event` is read anew.

    The event's row is locked before its places, so two operations never wait for each other in a
    circle; signing up locks the places only and goes on meanwhile. At the end the search index
    holds what the event now says. Refuses with EventDeleted.
    """
    with transaction.atomic():
        try:
            event.refresh_from_db(from_queryset=Event.objects.select_for_update(no_key=True))
        except Event.DoesNotExist:
            raise EventDeleted from None
        if event.deleted_at is not None and not deleted_too:
            raise EventDeleted
        yield event
        event.changed_at = timezone.now()
        Event.objects.filter(pk=event.pk).update(changed_at=event.changed_at)
        index.put(KIND, event.pk, documents_of(event))


def reread(part: models.Model) -> None:
    """Reads a part anew under its event's lock. Refuses with NoLongerThere."""
    try:
        part.refresh_from_db()
    except type(part).DoesNotExist:  # type: ignore[attr-defined]  # every model class has its own
        raise NoLongerThere from None


def same_event(event: Event, part: Any) -> None:
    """Refuses with PartOfAnotherEvent, so that rows of two events are never tied together."""
    if part is not None and part.event_id != event.pk:
        raise PartOfAnotherEvent
