"""How long somebody was there: stretches of time, united."""

from collections.abc import Iterable
from datetime import UTC, datetime

Interval = tuple[datetime, datetime]
Stored = list[list[str]]
"""Intervals as a row keeps them: [start, end] in UTC, ISO 8601."""


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time without overlaps, in order; what ends where the next begins is one.

    An interval that does not end after its start is left out.
    """
    whole: list[Interval] = []
    for start, end in sorted((start, end) for start, end in intervals if end > start):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def minutes_of(intervals: Iterable[Interval]) -> int:
    """Full minutes of their union."""
    seconds = sum((end - start).total_seconds() for start, end in united(intervals))
    return int(seconds // 60)


def stored(intervals: Iterable[Interval]) -> Stored:
    """What a row keeps of them."""
    return [
        [start.astimezone(UTC).isoformat(), end.astimezone(UTC).isoformat()]
        for start, end in united(intervals)
    ]


def restored(kept: Stored | None) -> list[Interval]:
    """The moments that a row keeps; nothing where they were emptied."""
    return [
        (datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in kept or []
    ]
