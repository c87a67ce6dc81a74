"""Which events count, on which day, and why the others do not."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.measures.measure import LeftOut, Scope
from talkoot.projects.models import PartnerPeriod

Rows = QuerySet[Any, Any]

WHICH = _(
    "Counted are published events that have been held, that were not cancelled, and of which some "
    "day lies in the time of the partner in whose share they count, or of the project. An event "
    "counts on its last day; where only a month or a year is known, on the last day of that, yet "
    "not after the project."
)


def over() -> Q:
    now = timezone.now()
    return Q(ends_at__lte=now) | Q(ends_at=None, ends_on__lt=timezone.localdate(now))


def _within(row: str) -> Q:
    """Some day of the event lies between the days of `row`, either of which may be open."""
    return (
        Q(**{f"{row}ends_on": None}) | Q(starts_on=None) | Q(starts_on__lte=F(f"{row}ends_on"))
    ) & (Q(**{f"{row}starts_on": None}) | Q(ends_on=None) | Q(ends_on__gte=F(f"{row}starts_on")))


def _events(scope: Scope) -> QuerySet[Event]:
    """Every event of the scope, counted or not, with the day on which it counts."""
    rows = (
        Event.objects.live()
        .filter(project__in=scope.projects)
        .annotate(counted_on=Least("ends_on", "project__ends_on"))
    )
    if scope.partnership is not None:
        rows = rows.filter(counting_partnership=scope.partnership)
    return rows


def _in_time(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Those in their partner's own time, or in the project's where the partner has none."""
    own = PartnerPeriod.objects.filter(partnership=OuterRef("counting_partnership"))
    then = own.filter(
        Q(ends_on=None) | Q(ends_on__gte=OuterRef("starts_on")),
        Q(starts_on__lte=OuterRef("ends_on")),
    )
    return rows.filter(Exists(then) | (_within("project__") & ~Exists(own)))


def between(rows: Rows, scope: Scope, day: str = "counted_on") -> Rows:
    if scope.first is not None:
        rows = rows.filter(**{f"{day}__gte": scope.first})
    if scope.until is not None:
        rows = rows.filter(**{f"{day}__lt": scope.until})
    return rows


def held(scope: Scope) -> QuerySet[Event]:
    """The events that count, whenever they were."""
    held = _events(scope).filter(over(), published_at__isnull=False, cancelled_at=None)
    return _in_time(held)


def not_held(scope: Scope) -> list[tuple[str, Any, QuerySet[Event]]]:
    """Those that do not, each for the first of the reasons that holds."""
    every = between(_events(scope), scope)
    public = every.filter(published_at__isnull=False)
    past = public.filter(over(), cancelled_at=None)
    return [
        ("draft", _("The event was never published."), every.filter(published_at=None)),
        ("cancelled", _("The event was cancelled."), public.filter(cancelled_at__isnull=False)),
        (
            "not_over",
            _("The event is not over yet."),
            public.filter(cancelled_at=None).exclude(over()),
        ),
        (
            "outside",
            _("The event lies outside the time of the partner or of the project."),
            past.exclude(pk__in=_in_time(_events(scope)).values("pk")),
        ),
    ]


def event_rows(scope: Scope) -> Rows:
    return _shown(between(held(scope), scope))


def events_left_out(scope: Scope) -> list[LeftOut]:
    return [LeftOut(code, why, _shown(rows)) for code, why, rows in not_held(scope)]


def _shown(rows: Rows) -> Rows:
    whole: Rows = rows.select_related("organisation", "counting_partnership__organisation")
    return whole.order_by("counted_on", "pk")
