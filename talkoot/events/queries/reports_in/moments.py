"""Moments and lengths as the meeting programs write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice

_DAY = re.compile(
    r"(?P<iso>(\d{4})-(\d{1,2})-(\d{1,2}))|(?P<dots>(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2,4}))"
    r"|(?P<slashes>(\d{1,2})[/-](\d{1,2})[/-](\d{2,4}))"
)
_HOUR = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*"
    r"(?P<half>[ap]\.?\s?m\b\.?|ap\.?|ip\.?|fm|em|f\.m\.|e\.m\.)?\s*"
    r"(?P<zone>Z|(?:UTC|GMT)?\s?[+-]\d{1,2}:?\d{2}|UTC|GMT)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")
_UNIT = re.compile(r"(\d+)\s*([^\W\d_]+)")
_CLOCK = re.compile(r"(\d+):(\d{2})(?::(\d{2}))?")
SAMPLE = 400
LONGEST_HOURS = 24 * 7


def parts_of(written: str) -> "Parts | None":
    """The day and the hour as written; None for what is no moment."""
    text = " ".join(re.sub("[\u200e\u200f\u202a-\u202e]", "", written[:80]).split()).strip('="')
    day = _DAY.search(text)
    if day is None:
        return None
    hour = _HOUR.search(text, day.end())
    if hour is None:
        return None
    numbers = [int(part) for part in day.groups()[1:4] if part]
    if day["dots"]:
        numbers = [int(part) for part in day.groups()[5:8]]
    if day["slashes"]:
        numbers = [int(part) for part in day.groups()[9:12]]
    return Parts(
        numbers=(numbers[0], numbers[1], numbers[2]),
        kind="iso" if day["iso"] else "dots" if day["dots"] else "slashes",
        hour=int(hour[1]),
        minute=int(hour[2]),
        second=int(hour[3] or 0),
        half=(hour["half"] or "").lower().replace(".", "").replace(" ", ""),
        zone=(hour["zone"] or "").upper(),
    )


class Parts:
    """One moment as it was written, before it is known whether its day or its month comes first."""

    def __init__(
        self, *, numbers: tuple[int, int, int], kind: str, hour: int, minute: int, second: int,
        half: str, zone: str,
    ) -> None:  # fmt: skip  # the names of one moment's parts
        self.numbers, self.kind, self.half, self.zone = numbers, kind, half, zone
        self.hour, self.minute, self.second = hour, minute, second

    def moment(self, *, month_first: bool, zone: tzinfo) -> datetime | None:
        """The moment in UTC; None for a day or an hour that there is not."""
        one, two, three = self.numbers
        if self.kind == "iso":
            year, month, day = one, two, three
        elif self.kind == "slashes" and month_first:
            year, month, day = three, one, two
        else:
            year, month, day = three, two, one
        hour = self.hour
        if self.half:
            afternoon = self.half[0] in ("p", "i", "e")
            hour = hour % 12 + (12 if afternoon else 0)
        year += 2000 if year < 100 else 0
        clock = (hour, self.minute, self.second)
        try:
            here = datetime(year, month, day, *clock, tzinfo=self._own_zone() or zone)
            return here.astimezone(UTC)
        except (OverflowError, ValueError):
            return None

    def _own_zone(self) -> tzinfo | None:
        if not self.zone:
            return None
        found = _OFFSET.search(self.zone)
        if not found:
            return UTC
        sign, hours, minutes = found.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset >= timedelta(days=1):
            return UTC
        return timezone(-offset if sign == "-" else offset)


def is_month_first(written: Iterable[str], near: date | None) -> bool:
    """Whether dates with slashes begin with the month: by what is possible, then by the day of the
    event, then by the clock of twelve hours that goes with it."""
    found = (parts_of(one) for one in written)
    slashed = list(islice((one for one in found if one and one.kind == "slashes"), SAMPLE))
    if not slashed:
        return False
    readings = {}
    for month_first in (True, False):
        moments = [one.moment(month_first=month_first, zone=UTC) for one in slashed]
        if all(moments):
            readings[month_first] = [one.date() for one in moments if one]
    if len(readings) < 2:
        return True in readings
    if near is not None:
        away = {key: min(abs((day - near).days) for day in days) for key, days in readings.items()}
        if away[True] != away[False]:
            return away[True] < away[False]
    return any(one.half for one in slashed)


def length_of(written: str, *, plain_is_minutes: bool = True) -> timedelta | None:
    """A length as in “1h 2m 3s”, “1 t 2 min”, “01:02:03” or a number of minutes; None for none."""
    text = written.strip().strip('="').lower()[:40]
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return _within(hours, minutes, seconds)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        number = int(float(text.replace(",", ".")))
        return _within(0, number, 0) if plain_is_minutes else _within(0, 0, number)
    found = _UNIT.findall(text)
    if not found:
        return None
    by_unit = {"h": 0, "m": 0, "s": 0}
    for number, unit in found:
        letter = "h" if unit[0] in "ht" else unit[0]
        if letter not in by_unit or len(number) > 6:
            return None
        by_unit[letter] += int(number)
    return _within(by_unit["h"], by_unit["m"], by_unit["s"])


def _within(hours: int, minutes: int, seconds: int) -> timedelta | None:
    if hours + minutes // 60 + seconds // 3600 > LONGEST_HOURS:
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
