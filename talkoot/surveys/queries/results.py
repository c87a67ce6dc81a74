"""Results: sums of whole batches and of nothing smaller. Only tallies are read, never an answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Max, QuerySet, Sum

from talkoot.kit.languages import Texts
from talkoot.surveys.models import Batch, Item, Tally, Wave
from talkoot.surveys.queries.asking import items_of

SCORE_FROM = 30
"""A recommendation score of fewer answers says nothing: of 15 its 95 % margin is about 37."""
PROMOTES, DOUBTS = 9, 6
DEVIATES = 1.96

Counts = dict[tuple[str, int], dict[str, int]]


@dataclass(frozen=True)
class Point:
    """One answer that could be given: what it is called, how many gave it, and their share of 0–1."""

    value: str
    label: str
    count: int
    share: float


@dataclass(frozen=True)
class ItemResult:
    """What was answered to one question. `mean` of a scale has its 95 % `margin`; `score` is of a scale
    from 0 to 10 and only from 30 answers on. Nothing was answered, or too little, where `answered` is 0.
    """

    item: Item
    answered: int
    points: Sequence[Point]
    mean: float | None = None
    margin: float | None = None
    score: int | None = None


@dataclass(frozen=True)
class Results:
    """What may be shown of some answers: how many, of how many asked, and each question. `answers` is 0
    before there is a batch."""

    answers: int
    asked: int
    items: Sequence[ItemResult]

    @property
    def rate(self) -> float | None:
        """The share of 0–1 who answered; None where nobody was asked by name."""
        return self.answers / self.asked if self.asked else None


def results_of(wave: Wave) -> Results:
    """The results of one wave by itself, in four questions."""
    batches = Batch.objects.filter(wave=wave)
    shown = batches.aggregate(total=Sum("answers"))["total"] or 0
    asked = 0 if wave.is_open_to_all else wave.asked.count()
    return Results(shown, asked, item_results(items_of(wave), batches))


def item_results(items: Iterable[Item], batches: QuerySet[Batch]) -> list[ItemResult]:
    """What was answered to each of the questions in all of these batches, in two questions. Another
    wording of a question is another question."""
    counts, answered = tallied(batches)
    return [
        item_result(item, counts[item.key, item.wording], answered[item.key, item.wording])
        for item in items
        if item.kind != Item.Kind.TEXT
    ]


def tallied(batches: QuerySet[Batch]) -> tuple[Counts, dict[tuple[str, int], int]]:
    """How many gave each answer, and how many answered, by (question, wording)."""
    rows = Tally.objects.filter(batch__in=batches)
    counts: Counts = defaultdict(dict)
    for row in rows.values("item_key", "wording", "value").annotate(all=Sum("count")):
        counts[row["item_key"], row["wording"]][row["value"]] = row["all"]
    answered: dict[tuple[str, int], int] = defaultdict(int)
    for one in rows.values("batch", "item_key", "wording").annotate(of=Max("answered")):
        answered[one["item_key"], one["wording"]] += one["of"]
    return counts, answered


def item_result(item: Item, counts: dict[str, int], answered: int) -> ItemResult:
    """The result of one question from how many gave each answer."""
    if item.kind == Item.Kind.NUMBER:
        mean = counts.get("sum", 0) / answered if answered else None
        return ItemResult(item, answered, (), mean)
    points = [
        Point(
            value, label, counts.get(value, 0), counts.get(value, 0) / answered if answered else 0
        )
        for value, label in _answers(item)
    ]
    if item.kind != Item.Kind.SCALE or not answered:
        return ItemResult(item, answered, points)
    mean, margin = _mean(points)
    score = None
    if (item.low, item.high) == (0, 10) and answered >= SCORE_FROM:
        promote = sum(one.count for one in points if int(one.value) >= PROMOTES)
        doubt = sum(one.count for one in points if int(one.value) <= DOUBTS)
        score = round(100 * (promote - doubt) / answered)
    return ItemResult(item, answered, points, mean, margin, score)


def _answers(item: Item) -> list[tuple[str, str]]:
    if item.kind != Item.Kind.SCALE:
        return [(option["key"], str(Texts(option["words"]))) for option in item.options]
    ends: dict[int, Any] = {item.low: item.low_words, item.high: item.high_words}
    return [
        (str(n), f"{n} – {ends[n]}" if ends.get(n) else str(n))
        for n in range(item.low, item.high + 1)
    ]


def _mean(points: Sequence[Point]) -> tuple[float, float]:
    """The mean of a scale and half the width of its 95 % interval, by the normal distribution."""
    n = sum(one.count for one in points)
    mean = sum(int(one.value) * one.count for one in points) / n
    if n < 2:
        return mean, 0.0
    spread = sum(one.count * (int(one.value) - mean) ** 2 for one in points) / (n - 1)
    return mean, DEVIATES * sqrt(spread / n)
