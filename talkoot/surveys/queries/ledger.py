"""The ledger: what people said of all the events of a project, from tallies alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from talkoot.events.models import Event
from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.surveys.models import Asked, Batch, Item, Tally, Wave
from talkoot.surveys.queries.results import About, ItemResult, results_from

OF_EVENT = (
    "project", "slug", "titles", "starts_on", "starts_precision", "ends_on", "ends_precision",
)  # fmt: skip  # the list reads as one
"""What a line tells of its event."""
Means = Sequence[tuple[Item, float | None]]
Key = tuple[int | None, date]
"""The wave of some batches (none: of several small ones), and the day that they count on."""


@dataclass(frozen=True)
class Line:
    """One wave in the ledger: how many were asked and have answered, how many answers are shown (0: too
    few alone, or not yet), and the mean of each core scale that is shown."""

    wave: Wave
    asked: int
    answered: int
    shown: int
    means: Means

    @property
    def rate(self) -> float | None:
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True)
class Quarter:
    """Three months: the first day, the answers that count in them, and the mean of each core scale."""

    first: date
    answers: int
    means: Means

    @property
    def number(self) -> int:
        return (self.first.month + 2) // 3


@dataclass(frozen=True)
class Ledger:
    """All of a project's feedback after events. `waves` are those that anybody was asked in, `answers` are
    shown, and `pooled` of them only together with those of other events; `waiting` have been given and
    are in no result yet."""

    waves: int
    asked: int
    answered: int
    answers: int
    pooled: int
    items: Sequence[ItemResult]
    scales: Sequence[Item]
    lines: Sequence[Line]
    quarters: Sequence[Quarter]
    is_invented: bool

    @property
    def rate(self) -> float | None:
        """The share of 0–1 of those asked who have answered."""
        return self.answered / self.asked if self.asked else None

    @property
    def asked_of_shown(self) -> int:
        """How many were asked in the waves whose answers are shown, alone or together."""
        return sum(line.asked for line in self.shown)

    @property
    def shown(self) -> list[Line]:
        """The waves whose answers are shown, alone or together."""
        return [
            line
            for line in self.lines
            if line.shown or (self.pooled and line.answered and line.wave.closed_at)
        ]

    @property
    def waiting(self) -> int:
        return max(0, self.answered - self.answers)


def batches_of(scope: Scope) -> QuerySet[Batch]:
    """The batches of feedback after events that count in the scope."""
    return _in(scope).filter(is_of_events=True)


def others_of(scope: Scope) -> QuerySet[Batch]:
    """The batches of other surveys in the scope."""
    return _in(scope).filter(is_of_events=False)


def _in(scope: Scope) -> QuerySet[Batch]:
    return Batch.objects.filter(_counted(scope), project__in=scope.projects)


def tallies_of(scope: Scope) -> QuerySet[Tally]:
    """The tallies of `batches_of` the scope, found by their project in one stretch of an index."""
    of_events = Tally.objects.filter(project__in=scope.projects, is_of_events=True)
    return of_events.filter(_counted(scope, "batch__"))


def _batches(scope: Scope) -> dict[int, tuple[Key, int]]:
    """The batches of the scope: what each counts for, and how many answers it holds."""
    rows = batches_of(scope).order_by().values_list("pk", "wave", "counts_on", "answers")
    return {number: ((wave, day), answers) for number, wave, day, answers in rows}


def _counted(scope: Scope, batch: str = "") -> Q:
    """What narrows batches, or rows that lead to one by `batch`, to the partner and the days."""
    kept = Q()
    if scope.partnership is not None:
        of_wave = Q((f"{batch}wave__partnership", scope.partnership))
        kept &= of_wave | Q((f"{batch}wave", None), (f"{batch}partnership", scope.partnership))
    if scope.first is not None:
        kept &= Q((f"{batch}counts_on__gte", scope.first))
    if scope.until is not None:
        kept &= Q((f"{batch}counts_on__lt", scope.until))
    return kept


def waves_of(scope: Scope, *, kinds: Sequence[str] = (Wave.Kind.EVENT,)) -> Any:
    """The feedback of events in the scope that has begun, or surveys of other `kinds`, each with how many
    were asked (`asked_count`) and the day it counts on, that of its event (`counted_on`)."""
    asked = Asked.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
    of_all = Subquery(asked.annotate(all=Count("pk")).values("all"))
    return _waves(scope, kinds).annotate(asked_count=Coalesce("asked_in_all", of_all, 0))


def _waves(scope: Scope, kinds: Sequence[str] = (Wave.Kind.EVENT,)) -> Any:
    begun = Q(opens_at__lte=timezone.now()) | Q(closed_at__isnull=False)
    rows = Wave.objects.filter(begun, kind__in=kinds, project__in=scope.projects).annotate(
        # As the day of a batch (`releasing`): the event's last, else the day when answering ends.
        counted_on=Coalesce(
            Subquery(Event.objects.filter(pk=OuterRef("event")).order_by().values("ends_on")),
            TruncDate(Coalesce("closes_at", "closed_at", "opens_at")),
        )
    )
    if scope.partnership is not None:
        rows = rows.filter(partnership=scope.partnership)
    if scope.first is not None:
        rows = rows.filter(counted_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(counted_on__lt=scope.until)
    return rows.order_by("counted_on", "pk")


def _asked(waves: Sequence[Wave]) -> dict[int, tuple[int, int]]:
    """How many were asked in each wave and have answered: a closed one tells, open ones are counted in
    one question."""
    told = {wave.pk: (wave.asked_in_all or 0, wave.answered_in_all or 0) for wave in waves}
    still = [wave.pk for wave in waves if wave.closed_at is None]
    rows = Asked.objects.filter(wave__in=still).order_by().values("wave")
    counted = rows.annotate(all=Count("pk"), some=Count("pk", filter=Q(has_answered=True)))
    return told | {one["wave"]: (one["all"], one["some"]) for one in counted}


def _with_events(waves: list[Wave], scope: Scope) -> list[Wave]:
    """The waves with their events, which are looked up by their project: a join would read the events of
    all projects. An event that has been moved to another project is found by its wave."""
    of_project = Event.objects.filter(project__in=scope.projects).only(*OF_EVENT).order_by()
    events = {event.pk: event for event in of_project}
    for wave in waves:
        if wave.event_id in events:
            wave.event = events[wave.event_id]
    return waves


def ledger_of(project: Project, scope: Scope | None = None) -> Ledger:
    """The ledger of a project, or of a part of it; at most seven questions, however many events."""
    scope = scope or Scope((project.pk,))
    waves = _with_events(list(_waves(scope)), scope)
    asked = _asked(waves)
    items = core_items(waves)
    scales = [item for item in items if item.kind == Item.Kind.SCALE]
    batches = _batches(scope)
    answers: dict[Key, int] = defaultdict(int)
    for key, number in batches.values():
        answers[key] += number
    sums = _sums(tallies_of(scope), scales, batches)
    by_wave, by_quarter = _joined(sums, _wave_of), _joined(sums, _quarter_of)
    in_wave, in_quarter = _added(answers, _wave_of), _added(answers, _quarter_of)
    return Ledger(
        waves=sum(1 for wave in waves if asked.get(wave.pk, (0, 0))[0]),
        asked=sum(all_of_them for all_of_them, _some in asked.values()),
        answered=sum(some for _all_of_them, some in asked.values()),
        answers=sum(answers.values()),
        pooled=in_wave.get(None, 0),
        items=results_from(
            items, tallies_of(scope).filter(item_key__in={item.key for item in items})
        ),
        scales=scales,
        lines=[
            Line(
                wave,
                *asked.get(wave.pk, (0, 0)),
                in_wave.get(wave.pk, 0),
                _means(scales, by_wave[wave.pk]),
            )
            for wave in waves
        ],
        quarters=[
            Quarter(first, in_quarter[first], _means(scales, by_quarter[first]))
            for first in sorted(in_quarter)
        ],
        is_invented=any(wave.is_invented for wave in waves),
    )


def asked_in(project: Project) -> tuple[int, int]:
    """How many have been asked after the project's events, and how many of them have answered."""
    numbers = _asked(list(_waves(Scope((project.pk,))))).values()
    return sum(asked for asked, _answered in numbers), sum(answered for _all, answered in numbers)


def core_items(waves: Sequence[Wave]) -> list[Item]:
    """The core questions that any of the waves asked, each wording by itself: in the order of the newest
    version, and of two wordings the newer first."""
    versions = {wave.core_id for wave in waves if wave.core_id}
    rows = Item.objects.filter(version__in=versions).order_by("-version__number", "position")
    found: dict[About, Item] = {}
    for item in rows:
        found.setdefault((item.key, item.wording), item)
    order = list(dict.fromkeys(key for key, _wording in found))
    return sorted(found.values(), key=lambda item: (order.index(item.key), -item.wording))


# --- the means, joined in several ways ---------------------------------------------------------------
Sums = Mapping[About, tuple[int, int]]
"""Of each scale how many answered, and the sum of what they chose."""


def _sums(
    rows: QuerySet[Tally], scales: Sequence[Item], batches: Mapping[int, tuple[Key, int]]
) -> dict[Key, Sums]:
    """By wave and day: each batch's values added up in the database, and here the batches, which the
    database would join to every tally."""
    if not scales:
        return {}
    of_scales = reduce(or_, (Q(item_key=one.key, wording=one.wording) for one in scales))
    chosen = Sum(F("count") * Cast("value", IntegerField()))
    by = ("batch", "item_key", "wording")
    found: dict[Key, dict[About, tuple[int, int]]] = defaultdict(dict)
    of_each = rows.filter(of_scales).order_by().values(*by)
    counted = of_each.annotate(all=Sum("count"), chosen=chosen).values_list(*by, "all", "chosen")
    for batch, key, wording, number, total in counted:
        if batch in batches:  # not one that was written since they were read
            _add(found[batches[batch][0]], (key, wording), number, total)
    return dict(found)


def _joined(sums: Mapping[Key, Sums], by: Any) -> dict[Any, dict[About, tuple[int, int]]]:
    joined: dict[Any, dict[About, tuple[int, int]]] = defaultdict(dict)
    for key, of_each in sums.items():
        into = joined[by(key)]
        for about, (number, total) in of_each.items():
            _add(into, about, number, total)
    return joined


def _add(into: dict[About, tuple[int, int]], about: About, number: int, total: int) -> None:
    before = into.get(about, (0, 0))
    into[about] = (before[0] + number, before[1] + total)


def _added(answers: Mapping[Key, int], by: Any) -> dict[Any, int]:
    added: dict[Any, int] = defaultdict(int)
    for key, number in answers.items():
        added[by(key)] += number
    return added


def _wave_of(key: Key) -> int | None:
    return key[0]


def _quarter_of(key: Key) -> date:
    return date(key[1].year, (key[1].month - 1) // 3 * 3 + 1, 1)


def _means(scales: Iterable[Item], sums: Sums) -> Means:
    found = [(item, *sums.get((item.key, item.wording), (0, 0))) for item in scales]
    return [(item, total / number if number else None) for item, number, total in found]
