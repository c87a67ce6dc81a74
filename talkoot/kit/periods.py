"""Dates that know how exactly they are known, and half-open periods made of them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

from babel.dates import format_skeleton
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.kit.money import BABEL_LOCALES


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A day, a month or a year. `first` is its first day and `last` its last, both inclusive."""

    first: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.precision == Precision.YEAR:
            object.__setattr__(self, "first", self.first.replace(month=1, day=1))
        elif self.precision == Precision.MONTH:
            object.__setattr__(self, "first", self.first.replace(day=1))

    @property
    def last(self) -> date:
        if self.precision == Precision.YEAR:
            return self.first.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])
        return self.first

    @classmethod
    def read(cls, written: str) -> Self:
        """Reads `2.3.2020`, `2020-03-02`, `3/2020`, `3.2020`, `2020-03` or `2020`.

        Raises ValueError for anything else and for days that are not in the calendar.
        """
        said = written.strip()
        for pattern, precision in _WRITTEN:
            found = re.fullmatch(pattern, said)
            if found:
                parts = {name: int(number) for name, number in found.groupdict().items()}
                day = date(parts["year"], parts.get("month", 1), parts.get("day", 1))
                return cls(day, precision)
        raise ValueError(written)

    def written(self) -> str:
        """As a person types it: `2.3.2020`, `3/2020` or `2020`; `read` takes it back."""
        if self.precision == Precision.YEAR:
            return f"{self.first.year}"
        if self.precision == Precision.MONTH:
            return f"{self.first.month}/{self.first.year}"
        return f"{self.first.day}.{self.first.month}.{self.first.year}"

    def __str__(self) -> str:
        """In words of the active language, no more exact than it is known."""
        if self.precision != Precision.MONTH:
            return self.written()
        locale = BABEL_LOCALES.get(get_language() or "fi", "fi_FI")
        return _month(self.first, locale)


@lru_cache(maxsize=1024)
def _month(first: date, locale: str) -> str:
    written: str = format_skeleton("yMMMM", first, locale=locale)
    return written


_WRITTEN = (
    (r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", Precision.DAY),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", Precision.DAY),
    (r"(?P<month>\d{1,2})[./](?P<year>\d{4})", Precision.MONTH),
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})", Precision.MONTH),
    (r"(?P<year>\d{4})", Precision.YEAR),
)


@dataclass(frozen=True)
class Period:
    """Half-open [first, until): `until` is the first day outside. An end that is None is open."""

    starts: PartialDate | None = None
    ends: PartialDate | None = None

    @property
    def first(self) -> date | None:
        return self.starts.first if self.starts else None

    @property
    def until(self) -> date | None:
        return self.ends.last + timedelta(days=1) if self.ends else None

    def contains(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (
            self.until is None or day < self.until
        )

    def covers(self, inner: "Period") -> bool:
        """Whether all of `inner` is inside; an open end is inside an open end only."""
        starts_inside = self.first is None or (
            inner.first is not None and self.first <= inner.first
        )
        ends_inside = self.until is None or (inner.until is not None and inner.until <= self.until)
        return starts_inside and ends_inside

    def has_started(self, today: date | None = None) -> bool:
        return self.first is not None and self.first <= (today or timezone.localdate())

    def has_ended(self, today: date | None = None) -> bool:
        return self.until is not None and self.until <= (today or timezone.localdate())

    def __bool__(self) -> bool:
        return bool(self.starts or self.ends)

    def __str__(self) -> str:
        """`2019–2022`, `2.3.2020–28.2.2022`, `2021–`, `–2022` or one date; empty when not known."""
        if self.starts and self.ends:
            if self.starts == self.ends:
                return str(self.starts)
            return f"{self.starts}–{self.ends}"
        if self.starts:
            return f"{self.starts}–"
        return f"–{self.ends}" if self.ends else ""


class Dated(models.Model):
    """Two partial dates as columns. `starts_on` is a first day, `ends_on` a last day, inclusive.

    The database holds that a year begins on 1.1. and ends on 31.12., a month on its first and last
    day, and that the end is not before the start; either end may be unknown.
    """

    starts_on = models.DateField(_("starts"), null=True, blank=True)
    starts_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    ends_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        starts = ends = None
        if self.starts_on:
            starts = PartialDate(self.starts_on, Precision(self.starts_precision))
        if self.ends_on:
            ends = PartialDate(self.ends_on, Precision(self.ends_precision))
        return Period(starts, ends)

    @period.setter
    def period(self, period: Period) -> None:
        self.starts_on = period.starts.first if period.starts else None
        self.starts_precision = period.starts.precision if period.starts else Precision.DAY
        self.ends_on = period.ends.last if period.ends else None
        self.ends_precision = period.ends.precision if period.ends else Precision.DAY


def dated_constraints(prefix: str) -> list[models.BaseConstraint]:
    """The constraints that every `Dated` model takes into its Meta, named `<prefix>_…`."""
    year, month = Precision.YEAR, Precision.MONTH
    return [
        models.CheckConstraint(
            name=f"{prefix}_ends_after_start",
            condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
        ),
        models.CheckConstraint(
            name=f"{prefix}_starts_as_known",
            condition=Q(starts_on=None)
            | Q(starts_precision=Precision.DAY)
            | Q(starts_precision=month, starts_on__day=1)
            | Q(starts_precision=year, starts_on__day=1, starts_on__month=1),
        ),
        models.CheckConstraint(
            name=f"{prefix}_ends_as_known",
            condition=Q(ends_on=None)
            | Q(ends_precision=Precision.DAY)
            | Q(ends_precision=month, ends_on__day__gte=28)
            | Q(ends_precision=year, ends_on__day=31, ends_on__month=12),
        ),
    ]
