"""How an operation on who was there begins: the event's row locked, so that one mark is made once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from talkoot.events.models import Event
from talkoot.events.operations.changing import EventDeleted


@contextmanager
def at_door(event: Event) -> Iterator[Event]:
    """One transaction in which nobody else marks anybody of the event; the event is read anew.

    Signing up goes on meanwhile: it locks the places only. Refuses with EventDeleted.
    """
    with transaction.atomic():
        rows = Event.objects.select_for_update(no_key=True)
        row = rows.filter(pk=event.pk, deleted_at=None).first()
        if row is None:
            raise EventDeleted
        yield row
