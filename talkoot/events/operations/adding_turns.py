"""Adding turns to a rotating series: one by hand, or a year's that the program proposes."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from talkoot.events.models import HostTurn, Series, TurnDuty
from talkoot.events.operations import turn_refusals as refusals
from talkoot.events.queries.proposing import Proposed, missing_turns, proposal
from talkoot.history.record import record
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.operations.changing import first_values
from talkoot.terms.models import Area


def add_turn(
    *,
    series: Series,
    by: Person | None,
    host: Organisation | None = None,
    area: Area | None = None,
    period: Period | None = None,
    state: str = HostTurn.State.PLANNED,
    responsible: Person | None = None,
) -> HostTurn:
    """Adds the next turn of a rotating series: an organisation's, or an area's whose hosts choose
    among themselves. When it is may not be known. It gets the series's duties as its checklist.

    Refuses with HostMissing. Records `events.add_turn`.
    """
    with transaction.atomic():
        lock_series(series)
        return put_turn(
            HostTurn(
                series=series,
                position=last_position(series) + 1,
                host=host,
                area=area,
                state=state,
                responsible=responsible,
            ),
            period or Period(),
            by,
        )


def propose_turns(
    *, series: Series, year: int, by: Person | None, chosen: Sequence[Proposed] | None = None
) -> list[HostTurn]:
    """Adds the year's turns as proposed: those `chosen` by a person, else those that the program
    proposes, until the year has as many as it should.

    Refuses with NobodyHosts, TurnsAYearMissing, YearHasItsTurns, DayTaken, HostMissing. Records
    `events.add_turn` for each.
    """
    with transaction.atomic():
        lock_series(series)
        if not series.turns_a_year:
            raise refusals.TurnsAYearMissing
        if not series.turns.exists():
            raise refusals.NobodyHosts
        missing = missing_turns(series, year)
        if not missing:
            raise refusals.YearHasItsTurns
        rows = list(proposal(series, year) if chosen is None else chosen)[:missing]
        taken = {turn.starts_on for turn in series.turns.in_force() if turn.starts_on}
        for row in rows:
            if row.day in taken:
                raise refusals.DayTaken
            taken.add(row.day)
        position = last_position(series)
        return [
            put_turn(
                HostTurn(series=series, position=position + number, host=row.host, area=row.area),
                row.period,
                by,
            )
            for number, row in enumerate(sorted(rows, key=lambda row: row.day), 1)
        ]


def duties_of(series: Series) -> list[Texts]:
    """The series's duties one by one: the lines of each language beside one another."""
    lines = {
        tag: [line.strip() for line in text.splitlines() if line.strip()]
        for tag, text in series.duties.items()
    }
    most = max((len(found) for found in lines.values()), default=0)
    return [
        Texts({tag: found[number] for tag, found in lines.items() if number < len(found)})
        for number in range(most)
    ]


def lock_series(series: Series) -> None:
    """Two who add turns at the same time get places after one another."""
    series.refresh_from_db(from_queryset=Series.objects.select_for_update(no_key=True))


def last_position(series: Series) -> int:
    last: int | None = series.turns.aggregate(last=Max("position"))["last"]
    return last or 0


def put_turn(turn: HostTurn, period: Period, by: Person | None) -> HostTurn:
    if turn.host is None and turn.area is None:
        raise refusals.HostMissing
    turn.period = period
    turn.save(force_insert=True)
    TurnDuty.objects.bulk_create(
        TurnDuty(turn=turn, texts=texts, position=number)
        for number, texts in enumerate(duties_of(turn.series))
    )
    record("events.add_turn", on=turn.series, by=by, part=turn, changes=first_values(turn))
    return turn
