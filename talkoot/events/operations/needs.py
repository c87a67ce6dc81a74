"""Needs of diet and access: kept apart, only where they are asked, and not for long."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from talkoot.events.models import Event, Need, Registration


def needs_kept_until(event: Event) -> date:
    """The last day that needs of diet and access are kept."""
    last = timezone.localdate(event.ends_at) if event.ends_at else event.ends_on
    return (last or timezone.localdate()) + timedelta(days=event.needs_kept_days)


def asked_needs(event: Event, needs: Mapping[str, str]) -> dict[str, str]:
    """Those of the needs that the event asks about and that say something."""
    asked = {Need.Kind.DIET: event.asks_diet, Need.Kind.ACCESS: event.asks_access}
    return {
        str(kind): text
        for kind, is_asked in asked.items()
        if is_asked and (text := str(needs.get(kind) or "").strip()[:500])
    }


def keep_needs(event: Event, given: Iterable[tuple[Registration, Mapping[str, str]]]) -> None:
    """Writes the needs of new registrations."""
    until = needs_kept_until(event)
    kept = [
        Need(registration=row, kind=kind, text=text, delete_after=until)
        for row, needs in given
        for kind, text in asked_needs(event, needs).items()
    ]
    if kept:
        Need.objects.bulk_create(kept)


def change_needs(registration: Registration, needs: Mapping[str, str]) -> bool:
    """Makes the needs of a registration these; returns whether anything changed."""
    before = dict(registration.needs.values_list("kind", "text"))
    after = asked_needs(registration.event, needs)
    if before == after:
        return False
    registration.needs.all().delete()
    keep_needs(registration.event, [(registration, needs)])
    return True
