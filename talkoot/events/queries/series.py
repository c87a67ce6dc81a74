"""Which series anyone may see, and what their page tells."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from talkoot.events.models import Event, HostTurn, Series
from talkoot.projects.models import Project


def public_series() -> QuerySet[Series]:
    """Those with an event that anyone may see, and those with turns, of no project or a public one:
    who hosts may be known where the meetings are not."""
    public = Event.objects.public().filter(series=OuterRef("pk"))
    turns = HostTurn.objects.filter(series=OuterRef("pk"))
    seen = Q(project=None) | Q(project__in=Project.objects.public())
    return Series.objects.filter(Exists(public) | (Exists(turns) & seen))


def turns_of(series: Series) -> list[HostTurn]:
    """The turns of a rotating series in their order, with hosts."""
    rows = series.turns.select_related("host", "area").prefetch_related("event")
    return list(rows.order_by("position"))
