"""The turns of a rotating series: who hosts when, and how evenly it has gone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from talkoot.events.models import HostTurn, Series
from talkoot.events.queries.proposing import Host, host_of

State = HostTurn.State


def turns_of(series: Series) -> QuerySet[HostTurn]:
    """The turns in their order, with hosts, meetings and how much of the checklist is done."""
    return (
        series.turns.select_related("host", "area", "responsible", "event", "swapped_with")
        .annotate(
            duties=Count("checklist"),
            duties_done=Count("checklist", filter=Q(checklist__done_on__isnull=False)),
        )
        .order_by("position")
    )


@dataclass
class Share:
    """What one host has done of the hosting: turns held and coming, when, and how far all travelled
    to its meetings (None: not written down of any)."""

    host: Host
    held: int = 0
    coming: int = 0
    passed: int = 0
    last_on: date | None = None
    next_on: date | None = None
    travel_km: int | None = None
    beside: float = 0
    """How many more (or fewer) turns held than an equal share."""


@dataclass(frozen=True)
class Fairness:
    """Everyone's share beside an equal one; `spread` is the difference of the most and the fewest."""

    shares: list[Share]
    held: int
    equal: float
    spread: int
    travel_km: int | None

    @property
    def is_even(self) -> bool:
        """Nobody has hosted more than once more than anybody else."""
        return self.spread <= 1


def fairness_of(turns: list[HostTurn]) -> Fairness:
    """How evenly the turns have gone, hosts in the order of their first turns."""
    shares: dict[str, Share] = {}
    for turn in turns:
        share = shares.setdefault(host_of(turn).key, Share(host_of(turn)))
        if turn.state == State.DONE:
            share.held += 1
            share.last_on = max(filter(None, (share.last_on, turn.starts_on)), default=None)
            if turn.travel_km is not None:
                share.travel_km = (share.travel_km or 0) + turn.travel_km
        elif turn.state == State.PASSED:
            share.passed += 1
        else:
            share.coming += 1
            share.next_on = min(filter(None, (share.next_on, turn.starts_on)), default=None)
    rows = list(shares.values())
    held = [share.held for share in rows]
    equal = sum(held) / len(rows) if rows else 0
    for share in rows:
        share.beside = share.held - equal
    travelled = [share.travel_km for share in rows if share.travel_km is not None]
    return Fairness(
        shares=rows,
        held=sum(held),
        equal=equal,
        spread=max(held) - min(held) if held else 0,
        travel_km=sum(travelled) if travelled else None,
    )
