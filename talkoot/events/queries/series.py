"""Which series anyone may see, and what their page tells."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from talkoot.events.models import Event, HostTurn, Series
from talkoot.events.models.series import Visitor
from talkoot.projects.models import Project


def public_series() -> QuerySet[Series]:
    """Those with an event that anyone may see, and those with turns, of no project or a public one:
    who hosts may be known where the meetings are not."""
    public = Event.objects.public().filter(series=OuterRef("pk"))
    turns = HostTurn.objects.filter(series=OuterRef("pk"))
    seen = Q(project=None) | Q(project__in=Project.objects.public())
    return Series.objects.filter(Exists(public) | (Exists(turns) & seen))


def series_visible_to(visitor: Visitor) -> QuerySet[Series]:
    """The public ones, those that the visitor arranges, those with a turn of theirs, and those with a
    draft that they may see."""
    if not visitor.is_authenticated:
        return public_series()
    mine = HostTurn.objects.run_by(visitor).filter(series=OuterRef("pk"))
    drafts = Event.objects.visible_to(visitor).filter(series=OuterRef("pk"))
    return Series.objects.filter(
        Q(pk__in=public_series().values("pk"))
        | Q(pk__in=Series.objects.run_by(visitor).values("pk"))
        | Exists(mine)
        | Exists(drafts)
    )


def listed(rows: QuerySet[Series]) -> QuerySet[Series]:
    """For a list: with whose they are, and when the latest event of each is."""
    of_it = {"series": OuterRef("pk")}
    latest = Event.objects.public().filter(**of_it).order_by("-starts_on")
    return (
        rows.select_related("project", "organisation")
        .annotate(latest_on=Subquery(latest.values("starts_on")[:1]))
        .order_by(F("latest_on").desc(nulls_last=True), "-pk")
    )
