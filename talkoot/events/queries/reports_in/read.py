"""A whole report: its tables found, its rows read, and the joins of each person united."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import BinaryIO

from talkoot.events.models.intervals import Interval, united
from talkoot.events.queries.reports_in.columns import What, offset_of, plain, what_of
from talkoot.events.queries.reports_in.moments import is_month_first, length_of, parts_of
from talkoot.events.queries.reports_in.tables import (
    PeopleTable,
    Row,
    addresses_of,
    best_of,
    cells_of,
    email_of,
    name_of,
    program_of,
    tables_of,
)

LONGEST = timedelta(days=3)
"""What lasts longer is a row gone wrong, not somebody in a meeting."""


@dataclass(frozen=True)
class Reported:
    """One person of the report, all their joins united."""

    name: str
    email: str
    intervals: list[Interval]


@dataclass(frozen=True)
class Read:
    """What a report tells; `unread` rows had no name or no time that could be read."""

    program: str
    people: list[Reported]
    unread: int

    @property
    def first(self) -> datetime | None:
        return min((one.intervals[0][0] for one in self.people if one.intervals), default=None)


def read_report(
    file: BinaryIO,
    *,
    zone: tzinfo,
    near: date | None = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
) -> Read | None:
    """The people of the report; None when no attendance is found in it.

    Times without a zone of their own are those of `zone`; `near` tells which of two readings of
    a day is meant. Who was still there when the report was written left at `ends`, or with the
    last. Where only a length is told, it is counted from `begins`.
    Raises a `SheetRefused` for what cannot be read at all.
    """
    cells = cells_of(file)
    tables = list(tables_of(cells))
    if not tables:
        return None
    table = best_of(tables)
    if not table.tells_times and (What.DURATION not in table.columns or begins is None):
        return None
    reading = _Reading(table, zone, near, begins, ends)
    joins, unread = reading.joins(), reading.unread
    addresses = addresses_of(tables)
    return Read(program_of(cells, tables), _united(joins, addresses), unread)


# --- the rows ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Join:
    name: str
    email: str
    interval: Interval


class _Reading:
    """The rows of one table, read in one zone and one order of day and month."""

    def __init__(
        self, table: PeopleTable, zone: tzinfo, near: date | None, begins: datetime | None,
        ends: datetime | None,
    ) -> None:  # fmt: skip  # what reading depends on
        self.table, self.begins, self.ends, self.unread = table, begins, ends, 0
        times = (What.JOIN, What.LEAVE, What.MOMENT)
        written = (table.cell(row, what) for row in table.rows for what in times)
        self.month_first = is_month_first((one for one in written if one), near)
        self.zone = zone
        for what in times:
            place = table.columns.get(what)
            offset = offset_of(table.headings[place]) if place is not None else None
            if offset is not None and abs(offset) < 24 * 60:
                self.zone = timezone(timedelta(minutes=offset))

    def joins(self) -> list[_Join]:
        if self.table.tells_actions:
            return self._by_actions()
        latest = self._latest()
        found = [self._join(row, latest) for row in self.table.rows]
        return [one for one in found if one is not None]

    def _moment(self, written: str) -> datetime | None:
        parts = parts_of(written)
        return parts.moment(month_first=self.month_first, zone=self.zone) if parts else None

    def _latest(self) -> datetime | None:
        """When who was still there is taken to have left: the event's end, or with the last."""
        if self.ends is not None:
            return self.ends
        cells = (
            self.table.cell(row, what)
            for row in self.table.rows
            for what in (What.LEAVE, What.MOMENT)
        )
        return max(filter(None, map(self._moment, cells)), default=None)

    def _join(self, row: Row, latest: datetime | None) -> _Join | None:
        if self.table.cell(row, What.WAITING).lower() in ("yes", "kyllä", "ja"):
            return None
        name = name_of(self.table, row)
        length = length_of(self.table.cell(row, What.DURATION))
        if What.JOIN in self.table.columns:
            start = self._moment(self.table.cell(row, What.JOIN))
            end = self._moment(self.table.cell(row, What.LEAVE))
            if start is not None and length is not None and (end is None or self.table.is_summary):
                # Only the first joining and the last leaving are told: what lies between was not
                # all spent there, so the length counts.
                end = start + length
            end = end or latest
        else:
            start = self.begins
            end = start + length if start is not None and length is not None else None
        if not name or start is None or end is None or not timedelta(0) <= end - start <= LONGEST:
            self.unread += any(row)
            return None
        return _Join(name, email_of(self.table, row), (start, end))

    def _by_actions(self) -> list[_Join]:
        """Of a list of who joined and left, each stretch between the two."""
        steps: dict[str, list[tuple[datetime, bool, Row]]] = defaultdict(list)
        for row in self.table.rows:
            name = name_of(self.table, row)
            moment = self._moment(self.table.cell(row, What.MOMENT))
            if not name or moment is None:
                self.unread += any(row)
                continue
            action = plain(self.table.cell(row, What.ACTION))
            steps[name].append((moment, what_of(action) == What.LEAVE, row))
        latest = self._latest()
        joins = []
        for name, moments in steps.items():
            since: datetime | None = None
            for moment, leaves, row in sorted(moments, key=lambda step: step[0]):
                if not leaves:
                    since = since or moment
                elif since is not None:
                    joins.append(_Join(name, email_of(self.table, row), (since, moment)))
                    since = None
            if since is not None and latest is not None and latest > since:
                joins.append(_Join(name, email_of(self.table, moments[0][2]), (since, latest)))
        return joins


def _united(joins: list[_Join], addresses: dict[str, str]) -> list[Reported]:
    """One for each address, and for each name without one; a name that has exactly one address
    anywhere in the report is its."""
    people: dict[str, list[_Join]] = defaultdict(list)
    for join in joins:
        email = join.email or addresses.get(join.name.casefold(), "")
        people[email or f"name {join.name.casefold()}"].append(join)
    return [
        Reported(
            name=rows[0].name,
            email="" if key.startswith("name ") else key,
            intervals=united([row.interval for row in rows]) or [_at_once(rows[0].interval)],
        )
        for key, rows in people.items()
    ]


def _at_once(interval: Interval) -> Interval:
    """Who left in the second of joining was there, for no minute."""
    return interval[0].astimezone(UTC), interval[0].astimezone(UTC)
