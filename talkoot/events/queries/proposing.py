"""The next turns of a rotating series: who hosts, and on which days that suit."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import holidays
from django.utils import timezone
from django.utils.translation import get_language, gettext

from talkoot.events.models import Event, HostTurn, Series
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.organisations.models import Organisation
from talkoot.terms.models import Area

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
SUITABLE = (TUESDAY, WEDNESDAY, THURSDAY)
YEAR = 365
JULY = 7
HOLIDAY_LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}
FARTHEST = 60
"""How many days a proposal may move from the day that the rhythm gives: past a whole July."""


@dataclass(frozen=True)
class Proposed:
    """One turn that is proposed: the day, who hosts, and what was in the way of the rhythm's day."""

    day: date
    host: Organisation | None = None
    area: Area | None = None
    avoided: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        return Period(PartialDate(self.day), PartialDate(self.day))


class Host(NamedTuple):
    """Who hosts: an organisation, or an area's hosts together."""

    host: Organisation | None
    area: Area | None

    @property
    def key(self) -> str:
        return f"o{self.host.pk}" if self.host else f"a{self.area.pk if self.area else ''}"


def host_of(turn: HostTurn) -> Host:
    return Host(turn.host, None if turn.host else turn.area)


def missing_turns(series: Series, year: int) -> int:
    """How many turns the year lacks of what it should have."""
    there = series.turns.in_force().filter(starts_on__year=year).count()
    return max((series.turns_a_year or 0) - there, 0)


def year_to_propose(series: Series) -> int:
    """The first year from this one on that lacks turns; late in the year, from the next one on."""
    today = timezone.localdate()
    year = today.year + (today.month >= 10)
    while year < today.year + 4 and not missing_turns(series, year):
        year += 1
    return year


def proposal(series: Series, year: int) -> list[Proposed]:
    """The turns that the year still lacks, in the rhythm of the year before, on Tuesdays, Wednesdays
    and Thursdays; never on a Finnish holiday, in July, in a week that the series avoids or in the
    past. The host is always whoever has hosted fewest times, of them whose last turn is longest ago,
    and nobody twice in a row.
    """
    wanted = missing_turns(series, year)
    taken = {turn.starts_on for turn in series.turns.in_force() if turn.starts_on}
    apart = max(1, min(14, YEAR // max(series.turns_a_year or 1, 1) // 2))
    rules = Rules(series, year)
    hosts = next_hosts(series)
    found: list[Proposed] = []
    for ideal in rhythm(series, year):
        if len(found) == wanted:
            break
        day, avoided = rules.nearest(ideal, taken, apart)
        if day is None:
            continue
        taken.add(day)
        found.append(Proposed(day, avoided=avoided))
    found.sort(key=lambda one: one.day)
    return [
        Proposed(one.day, host.host, host.area, one.avoided)
        for one, host in zip(found, hosts, strict=False)
    ]


class Rules:
    """Which days of a year suit a series; the names of holidays are in the active language."""

    def __init__(self, series: Series, year: int) -> None:
        self.year = year
        self.after = timezone.localdate()
        self.weeks = set(series.avoided_weeks)
        language = HOLIDAY_LANGUAGES.get((get_language() or "fi").split("-")[0], "fi")
        self.holidays = holidays.country_holidays("FI", years=year, language=language)

    def against(self, day: date) -> str | None:
        """Why the day does not suit: None if it does, no words if it is only a wrong weekday."""
        if day.year != self.year or day <= self.after:
            return ""
        if day in self.holidays:
            return f"{self.holidays[day]} {day.day}.{day.month}."
        if day.month == JULY:
            return gettext("July")
        if (week := day.isocalendar().week) in self.weeks:
            return gettext("week %(number)d") % {"number": week}
        return None if day.weekday() in SUITABLE else ""

    def nearest(
        self, ideal: date, taken: set[date], apart: int
    ) -> tuple[date | None, tuple[str, ...]]:
        """The suitable day nearest to `ideal` that is so many days from all taken ones, and what was
        in the way. No day if none is near."""
        reasons: list[str] = []
        for day in _around(ideal):
            if any(abs((day - other).days) < apart for other in taken):
                continue
            reason = self.against(day)
            if reason is None:
                return day, tuple(dict.fromkeys(reasons))
            if reason:
                reasons.append(reason)
        return None, ()


def _around(ideal: date) -> Iterator[date]:
    yield ideal
    for distance in range(1, FARTHEST + 1):
        yield ideal + timedelta(days=distance)
        yield ideal - timedelta(days=distance)


def rhythm(series: Series, year: int) -> list[date]:
    """The days that the series would meet on if no day were unsuitable, less those near turns that
    the year already has."""
    wanted = series.turns_a_year or 0
    if not wanted:
        return []
    known = [day for day in known_days(series) if day.year < year]
    before = [day for day in known if day.year == year - 1]
    if len(before) >= wanted:
        days = [_a_year_later(day, year) for day in before[:wanted]]
    else:
        days = _spread(known, wanted, year)
    for turn in series.turns.in_force().filter(starts_on__year=year):
        if days and turn.starts_on:
            there = turn.starts_on
            days.remove(min(days, key=lambda day: abs((day - there).days)))
    return days


def known_days(series: Series) -> list[date]:
    """The days that the series has met or will meet on, as far as they are known to the day."""
    events = Event.objects.live().filter(series=series, cancelled_at=None)
    turns = series.turns.in_force()
    exact = {"starts_on__isnull": False, "starts_precision": Precision.DAY}
    days: set[date | None] = set(events.filter(**exact).values_list("starts_on", flat=True))
    days.update(turns.filter(**exact).values_list("starts_on", flat=True))
    return sorted(day for day in days if day is not None)


def _a_year_later(day: date, year: int) -> date:
    """The same weekday of the same week, in the year."""
    later = day + timedelta(weeks=52)
    return later if later.year == year else later + timedelta(weeks=1)


def _spread(known: list[date], wanted: int, year: int) -> list[date]:
    """On from the last known day with the gap that there has been, if that fits the year; else evenly
    over the year."""
    even = YEAR / wanted
    gaps = [(later - day).days for day, later in zip(known[-7:], known[-6:], strict=False)]
    gap = statistics.median(gaps) if gaps else even
    if not 0.7 * even <= gap <= 1.3 * even:
        gap = even
    weekday = _weekday(known)
    start = date(year, 1, 1) + timedelta(days=even / 2)
    if known and known[-1].year == year - 1:
        start = known[-1]
        while start.year < year:
            start += timedelta(days=gap)
    days = [_snapped(start + timedelta(days=gap * number), weekday) for number in range(wanted)]
    if any(day.year != year for day in days):
        first = date(year, 1, 1) + timedelta(days=even / 2)
        days = [
            _snapped(first + timedelta(days=even * number), weekday) for number in range(wanted)
        ]
    return days


def _weekday(known: list[date]) -> int:
    suitable = [day.weekday() for day in known if day.weekday() in SUITABLE]
    return statistics.mode(suitable) if suitable else WEDNESDAY


def _snapped(day: date, weekday: int) -> date:
    """The nearest such weekday."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def next_hosts(series: Series) -> Iterator[Host]:
    """Who hosts next, and then, without an end: always the one with fewest turns, of them whose last
    is longest ago, and nobody twice in a row. A turn that was passed on does not count, so it comes
    back."""
    hosts = hosts_of(series)
    if not hosts:
        return
    counts = dict.fromkeys(hosts, 0)
    latest = dict.fromkeys(hosts, 0)
    for turn in series.turns.in_force().order_by("position"):
        key = host_of(turn).key
        if key in counts:
            counts[key] += 1
            latest[key] = turn.position
    order = {key: number for number, key in enumerate(hosts)}
    position = max(latest.values())
    before = max(hosts, key=lambda one: latest[one])
    while True:
        others = [one for one in hosts if one != before] or [before]
        key = before = min(others, key=lambda one: (counts[one], latest[one], order[one]))
        position += 1
        counts[key] += 1
        latest[key] = position
        yield hosts[key]


def hosts_of(series: Series) -> dict[str, Host]:
    """Everyone who is in the rotation, in the order of their first turns; organisations that are no
    more are left out."""
    live = set(
        Organisation.objects.live().filter(host_turns__series=series).values_list("pk", flat=True)
    )
    found: dict[str, Host] = {}
    for turn in series.turns.select_related("host", "area").order_by("position"):
        host = host_of(turn)
        if host.host is None or host.host.pk in live:
            found.setdefault(host.key, host)
    return found
