"""Results: sums of whole batches and of nothing smaller. Only tallies are read, never an answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
"""So many standard errors hold 95 % of a normal distribution; `_deviates` is wider for a few answers."""

About = tuple[str, int]
"""A question's key and its wording: what is never joined with another."""


@dataclass(frozen=True)
class Point:
    """One answer that could be given: what it is called, how many gave it, and their share of 0–1."""

    value: str
    label: str
    count: int
    share: float


@dataclass(frozen=True)
class ItemResult:
    """What was answered to one question. `mean` of a scale has its 95 % `margin`, unless all answered
    alike; `score` is of a scale from 0 to 10 and only from 30 answers on. Nothing was answered, or too
    little, where `answered` is 0.
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
    before there is a batch; `pooled` tells that the wave is closed and had too few of its own."""

    answers: int
    asked: int
    items: Sequence[ItemResult]
    pooled: bool = False

    @property
    def rate(self) -> float | None:
        """The share of 0–1 of those asked whose answers are here; None where nobody was asked by name."""
        return self.answers / self.asked if self.asked else None


def results_of(wave: Wave) -> Results:
    """The results of one wave by itself, in five questions."""
    batches = Batch.objects.filter(wave=wave)
    shown = batches.aggregate(total=Sum("answers"))["total"] or 0
    asked = wave.asked_in_all if wave.asked_in_all is not None else wave.asked.count()
    return Results(
        answers=shown,
        asked=asked,
        items=item_results(items_of(wave), batches),
        pooled=wave.closed_at is not None and wave.has_answers and not shown,
    )


def item_results(items: Iterable[Item], batches: QuerySet[Batch]) -> list[ItemResult]:
    """What was answered to each of the questions in all of these batches, in two questions. Another
    wording of a question is another question."""
    return results_from(items, Tally.objects.filter(batch__in=batches))


def results_from(items: Iterable[Item], rows: QuerySet[Tally]) -> list[ItemResult]:
    """What was answered to each question in all of these tallies. Of several answers of one person, or
    of a number, the tallies tell how many answered, in another question; of others their sum does."""
    counts: dict[About, dict[str, int]] = defaultdict(dict)
    each = ("item_key", "wording", "value")
    for key, wording, value, count in rows.order_by().values_list(*each).annotate(Sum("count")):
        counts[key, wording][value] = count
    asked = [item for item in items if item.kind != Item.Kind.TEXT]
    apart = {item.key for item in asked if item.kind in (Item.Kind.MANY, Item.Kind.NUMBER)}
    answered: dict[About, int] = defaultdict(int)
    if apart:
        of_each = rows.filter(item_key__in=apart).order_by()
        for one in of_each.values("batch", "item_key", "wording").annotate(of=Max("answered")):
            answered[one["item_key"], one["wording"]] += one["of"]
    found = []
    for item in asked:
        about = (item.key, item.wording)
        said = counts.get(about, {})
        found.append(
            item_result(item, said, answered[about] if item.key in apart else sum(said.values()))
        )
    return found


def item_result(item: Item, counts: Mapping[str, int], answered: int) -> ItemResult:
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


def _mean(points: Sequence[Point]) -> tuple[float, float | None]:
    """The mean of a scale and half the width of its 95 % interval; None where all answered alike, which
    a few people may do by chance."""
    n = sum(one.count for one in points)
    mean = sum(int(one.value) * one.count for one in points) / n
    spread = sum(one.count * (int(one.value) - mean) ** 2 for one in points)
    if not spread:
        return mean, None
    return mean, _deviates(n - 1) * sqrt(spread / (n - 1) / n)


def _deviates(freedom: int) -> float:
    """Student's t at 97.5 %, by the expansion of Cornish and Fisher: right to 0.05 from four on."""
    z = DEVIATES
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
