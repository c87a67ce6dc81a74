"""Pictures drawn from rows: a timeline, a tile map and bars; each says in text what it shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.kit.periods import Period

Words = str | Promise
RowState = Literal["", "lead", "running", "ended", "coming"]
TileState = Literal["covered", "shared", "left_out", "outside"]

TILE_STATES: dict[str, Words] = {
    "covered": _("covered"),
    "shared": _("covered by several"),
    "left_out": _("left out"),
    "outside": _("not part of this"),
}
TILE_SIGNS = {"covered": "●", "shared": "◆", "left_out": "○", "outside": "–"}
ROW_STATES: dict[str, Words] = {
    "lead": _("leads"),
    "running": _("running"),
    "ended": _("ended"),
    "coming": _("not begun yet"),
}


@dataclass(frozen=True)
class TimelineRow:
    """One bar of a timeline. With no `state` it is told from the period and today.

    An end that is not known runs past the right edge with an arrow; no period at all draws no bar.
    """

    label: Words
    period: Period
    href: str = ""
    state: RowState = ""
    note: Words = ""
    language: str = ""


@dataclass(frozen=True)
class Tile:
    """One area on a tile map; `column` and `row` count from 1 (at most 12 and 16)."""

    code: str
    label: Words
    column: int
    row: int
    state: TileState
    href: str = ""
    note: Words = ""


@dataclass(frozen=True)
class BarRow:
    """One row of a table whose numbers are drawn as bars; a value of None is not known."""

    label: Words
    value: Decimal | float | int | None
    shown: Words = ""
    href: str = ""
    note: Words = ""
    good: bool = False


class Tick(NamedTuple):
    """A line of the year grid: where it stands, what it says, and whether a phone leaves it out."""

    x: str
    label: str
    minor: bool


class DrawnRow(NamedTuple):
    """A row of the timeline with the place of its bar in per cents of the picture's width."""

    row: TimelineRow
    state: str
    state_words: Words
    x: str
    width: str
    open_start: bool
    open_end: bool
    drawn: bool


class DrawnTimeline(NamedTuple):
    """What the timeline's template needs."""

    rows: list[DrawnRow]
    ticks: list[Tick]
    today: str
    today_anchor: str
    has_notes: bool


def percent(share: float) -> str:
    """A share of 0–1 as an SVG length that no language rewrites with a comma."""
    return f"{share * 100:.2f}%"


def draw_timeline(rows: Sequence[TimelineRow], today: date | None = None) -> DrawnTimeline | None:
    """Places the rows on one axis of whole years; None when no row has a date."""
    today = today or timezone.localdate()
    days = [day for row in rows for day in (row.period.first, row.period.until) if day]
    if not days:
        return None
    open_ended = any(row.period and row.period.until is None for row in rows)
    last_day = max(day for day in (*days, today if open_ended else days[0])) - timedelta(days=1)
    first_year, last_year = min(days).year, max(min(days).year, last_day.year) + 1
    left = date(first_year, 1, 1)
    width = (date(last_year, 1, 1) - left).days

    def share(day: date) -> float:
        return min(max((day - left).days / width, 0.0), 1.0)

    drawn = []
    for row in rows:
        start = share(row.period.first) if row.period.first else 0.0
        end = share(row.period.until) if row.period.until else 1.0
        state = row.state or _state_of(row.period, today)
        drawn.append(
            DrawnRow(
                row=row,
                state=state,
                state_words=ROW_STATES.get(state, ""),
                x=percent(start),
                width=percent(max(end - start, 0.004)),
                open_start=row.period.first is None,
                open_end=row.period.until is None,
                drawn=bool(row.period),
            )
        )
    seen_today = left <= today < date(last_year, 1, 1)
    return DrawnTimeline(
        rows=drawn,
        ticks=_ticks(first_year, last_year, share),
        today=percent(share(today)) if seen_today else "",
        today_anchor="end" if share(today) > 0.9 else "start" if share(today) < 0.1 else "middle",
        has_notes=any(row.note for row in rows),
    )


def _ticks(first_year: int, last_year: int, share: Callable[[date], float]) -> list[Tick]:
    """A line where each labelled year begins; every second label gives way on a narrow screen."""
    years = last_year - first_year
    step = next((size for size in (1, 2, 5, 10, 20, 50) if years / size <= 10), 100)
    begins = [year for year in range(first_year, last_year) if year % step == 0]
    if not begins:
        begins = [first_year]
    crowded = len(begins) > 5
    return [
        Tick(percent(share(date(year, 1, 1))), str(year), crowded and place % 2 == 1)
        for place, year in enumerate(begins)
    ]


def _state_of(period: Period, today: date) -> str:
    if not period:
        return ""
    if period.has_ended(today):
        return "ended"
    if period.first is not None and period.first > today:
        return "coming"
    return "running"


class DrawnBar(NamedTuple):
    """A row of the bar table with its bar's width."""

    row: BarRow
    width: str
    full: bool


def draw_bars(rows: Iterable[BarRow], top: float | None = None) -> list[DrawnBar]:
    """Bars to a common scale: to `top`, or to the greatest value there is."""
    rows = list(rows)
    greatest = top or max((float(row.value) for row in rows if row.value is not None), default=0)
    return [DrawnBar(row, bar_width(row.value, greatest), row.good) for row in rows]


def bar_width(value: Decimal | float | None, top: Decimal | float | None) -> str:
    """How much of the track is filled, from 0 % to 100 %; a small value above zero stays visible."""
    if not value or not top or value < 0:
        return percent(0)
    return percent(min(max(float(value) / float(top), 0.008), 1.0))
