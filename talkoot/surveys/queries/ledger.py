"""The ledger: what people said of all the events of a project, from tallies alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate

from talkoot.events.models import Event
from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.surveys.models import Asked, Batch, Item, Tally, Wave
from talkoot.surveys.queries.results import (
    About,
    ItemResult,
    mean_of,
    results_from,
)

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
    """All of a project's feedback after events. `answers` are shown, and `pooled` of them only together
    with those of other events; `waiting` have been given and are in no result yet."""

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
    def waiting(self) -> int:
        return max(0, self.answered - self.answers)


def batches_of(scope: Scope) -> QuerySet[Batch]:
    """The batches of feedback after events that count in the scope."""
    return _in(scope).filter(is_of_events=True)


def others_of(scope: Scope) -> QuerySet[Batch]:
    """The batches of other surveys in the scope."""
    return _in(scope).filter(is_of_events=False)


def _in(scope: Scope) -> QuerySet[Batch]:
    rows = Batch.objects.filter(project__in=scope.projects)
    if scope.partnership is not None:
        rows = rows.filter(
            Q(wave__partnership=scope.partnership) | Q(wave=None, partnership=scope.partnership)
        )
    if scope.first is not None:
        rows = rows.filter(counts_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(counts_on__lt=scope.until)
    return rows


def waves_of(scope: Scope, *, kinds: Sequence[str] = (Wave.Kind.EVENT,)) -> Any:
    """The feedback of events in the scope, or surveys of other `kinds`, each with how many were asked
    (`asked_count`) and the day it counts on, that of its event (`counted_on`)."""
    asked = Asked.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
    of_all = Subquery(asked.annotate(all=Count("pk")).values("all"))
    return _waves(scope, kinds).annotate(asked_count=Coalesce("asked_in_all", of_all, 0))


def _waves(scope: Scope, kinds: Sequence[str] = (Wave.Kind.EVENT,)) -> Any:
    rows = Wave.objects.filter(kind__in=kinds, project__in=scope.projects).annotate(
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
    of_project = Event.objects.filter(project__in=scope.projects).order_by()
    events = {event.pk: event for event in of_project}
    for wave in waves:
        if wave.event_id in events:
            wave.event = events[wave.event_id]
    return waves


def ledger_of(project: Project, scope: Scope | None = None) -> Ledger:
    """The ledger of a project, or of a part of it; at most six questions, however many events there are."""
    scope = scope or Scope((project.pk,))
    waves = _with_events(list(_waves(scope)), scope)
    asked = _asked(waves)
    items = core_items(waves)
    scales = [item for item in items if item.kind == Item.Kind.SCALE]
    batches = batches_of(scope)
    summed = batches.order_by().values("wave", "counts_on").annotate(all=Sum("answers"))
    answers: dict[Key, int] = {(one["wave"], one["counts_on"]): one["all"] for one in summed}
    rows = Tally.objects.filter(batch__in=batches, item_key__in={item.key for item in items})
    said = _said(rows)
    by_wave, by_quarter = _joined(said, _wave_of), _joined(said, _quarter_of)
    in_wave, in_quarter = _added(answers, _wave_of), _added(answers, _quarter_of)
    return Ledger(
        waves=len(waves),
        asked=sum(all_of_them for all_of_them, _some in asked.values()),
        answered=sum(some for _all_of_them, some in asked.values()),
        answers=sum(answers.values()),
        pooled=in_wave.get(None, 0),
        items=results_from(items, _joined(said, _all)[None], rows),
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


# --- what was said, joined in several ways -----------------------------------------------------------
Said = Mapping[Key, Mapping[About, Mapping[str, int]]]


def _said(rows: QuerySet[Tally]) -> Said:
    """How many gave each answer, by wave and day: asked once, and added up in the database, for a wave
    that was long open has many batches."""
    found: dict[Key, dict[About, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    by = ("batch__wave", "batch__counts_on", "item_key", "wording", "value")
    counted = rows.order_by().values(*by).annotate(all=Sum("count"))
    for wave, day, key, wording, value, count in counted.values_list(*by, "all"):
        found[wave, day][key, wording][value] = count
    return found


def _joined(said: Said, by: Any) -> dict[Any, dict[About, dict[str, int]]]:
    joined: dict[Any, dict[About, dict[str, int]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(int))
    )
    for key, of_each in said.items():
        into = joined[by(key)]
        for about, counts in of_each.items():
            for value, count in counts.items():
                into[about][value] += count
    return joined


def _added(answers: Mapping[Key, int], by: Any) -> dict[Any, int]:
    added: dict[Any, int] = defaultdict(int)
    for key, number in answers.items():
        added[by(key)] += number
    return added


def _wave_of(key: Key) -> int | None:
    return key[0]


def _quarter_of(key: Key) -> date:
    return date(key[1].year, (key[1].month - 1) // 3 * 3 + 1, 1)


def _all(_key: Key) -> None:
    return None


def _means(scales: Iterable[Item], counts: Mapping[About, Mapping[str, int]]) -> Means:
    return [(item, mean_of(counts.get((item.key, item.wording), {}))) for item in scales]
