"""Which series anyone may see, and what their page tells."""

from django.db.models import Exists, OuterRef, QuerySet

from talkoot.events.models import Event, HostTurn, Series


def public_series() -> QuerySet[Series]:
    """Those with an event that anyone may see."""
    public = Event.objects.public().filter(series=OuterRef("pk"))
    return Series.objects.filter(Exists(public))


def turns_of(series: Series) -> list[HostTurn]:
    """The turns of a rotating series in their order, with hosts."""
    rows = series.turns.select_related("host", "area").prefetch_related("event")
    return list(rows.order_by("position"))
