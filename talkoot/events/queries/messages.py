"""Whom a message of the arranger goes to, and how far it has gone."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from talkoot.events.models import Event, Message, Registration
from talkoot.notices.models import Notice, Unsent


class Progress(NamedTuple):
    """How many letters of a message have been written, of how many."""

    written: int
    all: int

    @property
    def is_done(self) -> bool:
        return self.written == self.all


def receivers_of(event: Event, states: Iterable[str], mode: str = "") -> QuerySet[Registration]:
    """Those of the event in the states, and of the way of taking part if one is said, who have an
    address. Whoever has two registrations there gets one letter."""
    rows = Registration.objects.filter(event=event, state__in=list(states)).exclude(email="")
    if mode:
        rows = rows.filter(pool__mode=mode)
    first = rows.order_by("email", "-pk").distinct("email").values("pk")
    return Registration.objects.filter(pk__in=first).order_by("pk")


def mailing_of(message: Message) -> str:
    """What the letters of the message are called in the outbox."""
    return f"events.message {message.pk}"


def unsent_of(message: Message) -> Unsent:
    """How many of its letters have not gone."""
    return Notice.objects.unsent(mailing_of(message))


def progress_of(message: Message) -> Progress:
    """One question to the database."""
    counted = message.receivers.aggregate(
        all=Count("pk"), written=Count("pk", filter=Q(noticed_at__isnull=False))
    )
    return Progress(counted["written"], counted["all"])
