"""What an arranger sees of an event: places and the queue, who comes, what is still open."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Prefetch, Q, QuerySet

from talkoot.events.models import Attachment, Event, Pool, Registration, SessionPlace, Transition
from talkoot.events.queries.listing import not_over
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.periods import Period
from talkoot.people.models import Person
from talkoot.projects.models import Partnership

State = Registration.State


class PoolState(NamedTuple):
    """One way of taking part in numbers: who has a place, to whom one is offered, who waits."""

    pool: Pool
    confirmed: int
    offered: int
    waiting: int

    @property
    def is_full(self) -> bool:
        return self.pool.free == 0


def pool_states(event: Event) -> list[PoolState]:
    """The event's own places first, then those of sessions; one question."""
    of_event = Q(registrations__event=event)
    rows = (
        event.pools.select_related("session")
        .annotate(
            confirmed=Count("registrations", filter=of_event & Q(registrations__state="confirmed")),
            offered=Count("registrations", filter=of_event & Q(registrations__state="offered")),
        )
        .order_by(F("session__starts_at").asc(nulls_first=True), "pk")
    )
    return [
        PoolState(
            pool,
            pool.held if pool.session_id else pool.confirmed,
            pool.offered,
            pool.waiting,
        )
        for pool in rows
    ]


def participants(
    event: Event, *, text: str = "", state: str = "", mode: str = ""
) -> QuerySet[Registration]:
    """Registrations narrowed: without a state those in force; those with a place first, then the
    queue in its order, then by name."""
    rows = Registration.objects.filter(event=event).select_related(
        "pool", "organisation", "contact"
    )
    if state and state != "any":
        rows = rows.filter(state=state)
    elif not state:
        rows = rows.live()
    if mode:
        rows = rows.filter(pool__mode=mode)
    if text:
        wanted = (
            Q(name__icontains=text)
            | Q(email__icontains=text)
            | Q(organisation_written__icontains=text)
            | Q(organisation__short_name__icontains=text)
        )
        for tag in PRODUCT_LANGUAGES:
            wanted |= Q(**{f"organisation__names__{tag}__icontains": text})
        rows = rows.filter(wanted)
    order = {"confirmed": 0, "offered": 1, "waiting": 2}
    ranked = rows.annotate(
        rank=_rank(order),
    )
    return ranked.order_by("rank", "-priority", F("queued_at").asc(nulls_first=True), "name", "pk")


def _rank(order: dict[str, int]) -> object:
    from django.db.models import Case, IntegerField, Value, When

    return Case(
        *(When(state=state, then=Value(place)) for state, place in order.items()),
        default=Value(9),
        output_field=IntegerField(),
    )


def in_list(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """With the sessions that each has chosen, for a list to print or to save."""
    chosen = SessionPlace.objects.select_related("pool__session").order_by(
        "pool__session__starts_at"
    )
    return rows.prefetch_related(Prefetch("session_places", queryset=chosen))


def steps_of(registration: Registration) -> Iterable[Transition]:
    """All that has happened to a registration, newest first."""
    return registration.transitions.select_related("by").order_by("-at", "-pk")


def state_counts(event: Event) -> dict[str, int]:
    """How many registrations are in each state; one question."""
    rows = Registration.objects.filter(event=event).values("state").annotate(number=Count("pk"))
    found = {row["state"]: row["number"] for row in rows.order_by()}
    return {state: found.get(state, 0) for state in State.values}


def captions_due(event: Event) -> QuerySet[Attachment]:
    """Published recordings whose captions are not there yet, the first due first."""
    return event.attachments.filter(
        kind=Attachment.Kind.RECORDING, published_at__isnull=False, captioned_on=None
    ).order_by("captions_due_on", "pk")


def outside_share(event: Event) -> Partnership | None:
    """The counting partner if the event's time is not within a period in which it is in the project:
    then the event does not count in its share."""
    partner = event.counting_partnership
    if partner is None or not event.period:
        return None
    periods = [row.period for row in partner.periods.all()]
    if not periods and partner.project.period:
        periods = [partner.project.period]
    return None if not periods or _covered(event.period, periods) else partner


def _covered(period: Period, periods: Iterable[Period]) -> bool:
    first: date | None = period.first
    return first is None or any(one.contains(first) for one in periods)


def arranged(person: Person, *, is_past: bool) -> QuerySet[Event]:
    """What the person arranges: the coming ones and drafts, the soonest first, or what was, the
    latest first."""
    rows = Event.objects.run_by(person).select_related("project", "organisation")
    if is_past:
        return rows.exclude(not_over()).order_by("-starts_on", "-pk")
    return rows.filter(not_over()).order_by("starts_on", "starts_at", "pk")
