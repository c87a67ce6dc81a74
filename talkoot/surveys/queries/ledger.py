"""The ledger: what people said of all the events of a project, from tallies alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncQuarter

from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.surveys.models import Asked, Batch, FormVersion, Item, Tally, Wave
from talkoot.surveys.queries.results import ItemResult, item_result, item_results


@dataclass(frozen=True)
class Line:
    """One wave in the ledger: how many were asked, how many answers are shown (0: too few alone), and
    the mean of each core scale that is shown."""

    wave: Wave
    asked: int
    shown: int
    means: Sequence[tuple[Item, float | None]]


@dataclass(frozen=True)
class Quarter:
    """Three months: the first day, the answers that count in them, and the mean of each core scale."""

    first: date
    answers: int
    means: Sequence[tuple[Item, float | None]]


@dataclass(frozen=True)
class Ledger:
    """All of a project's feedback after events. `waiting` waves have answers that are in no result yet,
    and `pooled` answers are shown only together with those of other events."""

    waves: int
    asked: int
    answers: int
    pooled: int
    items: Sequence[ItemResult]
    lines: Sequence[Line]
    quarters: Sequence[Quarter]

    @property
    def rate(self) -> float | None:
        return self.answers / self.asked if self.asked else None


def batches_of(scope: Scope) -> QuerySet[Batch]:
    """The batches of feedback after events that count in the scope."""
    return _in(scope).filter(Q(wave__kind=Wave.Kind.EVENT) | Q(wave=None))


def others_of(scope: Scope) -> QuerySet[Batch]:
    """The batches of other surveys in the scope."""
    return _in(scope).exclude(wave=None).exclude(wave__kind=Wave.Kind.EVENT)


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


def waves_of(scope: Scope) -> Any:
    """The feedback of events in the scope, each with how many were asked (`asked_count`) and the day it
    counts on, that of its event (`counted_on`)."""
    rows = Wave.objects.filter(
        kind=Wave.Kind.EVENT, project__in=scope.projects, event__deleted_at=None
    )
    if scope.partnership is not None:
        rows = rows.filter(partnership=scope.partnership)
    if scope.first is not None:
        rows = rows.filter(event__ends_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(event__ends_on__lt=scope.until)
    asked = (
        Asked.objects.filter(wave=OuterRef("pk"))
        .order_by()
        .values("wave")
        .annotate(all=Count("pk"))
        .values("all")
    )
    return rows.annotate(asked_count=Coalesce(Subquery(asked), 0)).order_by("event__ends_on", "pk")


def ledger_of(project: Project, scope: Scope | None = None) -> Ledger:
    """The ledger of a project, or of a part of it; six questions however many events there are."""
    scope = scope or Scope((project.pk,))
    waves: list[Any] = list(waves_of(scope).select_related("event"))
    batches = batches_of(scope)
    totals = batches.aggregate(
        all=Coalesce(Sum("answers"), 0), pooled=Coalesce(Sum("answers", filter=Q(wave=None)), 0)
    )
    items = core_items(waves)
    scales = [item for item in items if item.kind == Item.Kind.SCALE]
    shown = dict(
        batches.exclude(wave=None).order_by().values("wave").annotate(n=Sum("answers")).values_list("wave", "n")
    )  # fmt: skip  # one question
    return Ledger(
        waves=len(waves),
        asked=sum(wave.asked_count for wave in waves),
        answers=totals["all"],
        pooled=totals["pooled"],
        items=item_results(items, batches),
        lines=_lines(waves, shown, scales, batches),
        quarters=_quarters(scales, batches),
    )


def core_items(waves: Sequence[Wave]) -> list[Item]:
    """The core questions that any of the waves asked, each wording by itself, the newest first."""
    versions = FormVersion.objects.filter(pk__in={wave.core_id for wave in waves if wave.core_id})
    rows = Item.objects.filter(version__in=versions).order_by("-version__number", "position")
    return list({(item.key, item.wording): item for item in reversed(rows)}.values())[::-1]


def _lines(
    waves: Sequence[Any], shown: dict[int, int], scales: Sequence[Item], batches: QuerySet[Batch]
) -> list[Line]:
    rows = Tally.objects.filter(
        batch__in=batches.exclude(wave=None), item_key__in=[item.key for item in scales]
    )
    counts: dict[tuple[int, str, int], dict[str, int]] = defaultdict(dict)
    for wave, key, wording, value, count in (
        rows.values("batch__wave", "item_key", "wording", "value")
        .annotate(all=Sum("count"))
        .values_list("batch__wave", "item_key", "wording", "value", "all")
    ):
        counts[wave, key, wording][value] = count
    return [
        Line(
            wave,
            wave.asked_count,
            shown.get(wave.pk, 0),
            [
                (item, _mean_of(item, counts.get((wave.pk, item.key, item.wording))))
                for item in scales
            ],
        )
        for wave in waves
    ]


def _quarters(scales: Sequence[Item], batches: QuerySet[Batch]) -> list[Quarter]:
    by_quarter = batches.order_by().annotate(quarter=TruncQuarter("counts_on"))
    answers = dict(
        by_quarter.values("quarter").annotate(n=Sum("answers")).values_list("quarter", "n")
    )
    rows = Tally.objects.filter(batch__in=batches, item_key__in=[item.key for item in scales])
    counts: dict[tuple[date, str, int], dict[str, int]] = defaultdict(dict)
    for quarter, key, wording, value, count in (
        rows.annotate(quarter=TruncQuarter("batch__counts_on"))
        .values("quarter", "item_key", "wording", "value")
        .annotate(all=Sum("count"))
        .values_list("quarter", "item_key", "wording", "value", "all")
    ):
        counts[quarter, key, wording][value] = count
    return [
        Quarter(
            first,
            answers[first],
            [
                (item, _mean_of(item, counts.get((first, item.key, item.wording))))
                for item in scales
            ],
        )
        for first in sorted(answers)
    ]


def _mean_of(item: Item, counts: dict[str, int] | None) -> float | None:
    return item_result(item, counts, sum(counts.values())).mean if counts else None
