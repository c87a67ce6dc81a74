"""Seeing whose needs are whose, which takes a reason."""

from django.db import transaction

from talkoot.events.models import Event, Need
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.queries.needs import needs_of
from talkoot.history.record import record
from talkoot.people.models import Person


def show_needs(*, event: Event, reason: str, by: Person | None) -> list[Need]:
    """The needs with names, for an arranger who says why counts are not enough.

    Refuses with NeedsReasonMissing. Records `events.show_needs` with the reason.
    """
    with transaction.atomic():
        if not reason.strip():
            raise refusals.NeedsReasonMissing
        record("events.show_needs", on=event, by=by, note=reason.strip()[:300])
        return list(needs_of(event).select_related("registration"))
