"""What a study and a survey of needs may show: sums of whole batches, and the pairs that were kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from talkoot.kit.languages import Texts
from talkoot.surveys.models import Batch, Item, Needs, PairResult, Response, Study, Tally, Wave
from talkoot.surveys.queries.asking import items_of

TENTH, HUNDRED = Decimal("0.1"), 100
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Answered:
    """How many answered a question in a wave, and how many gave each answer."""

    answered: int = 0
    counts: Counts = field(default_factory=dict)

    @property
    def mean(self) -> Decimal | None:
        """The mean of a scale; None where nothing is shown."""
        if not self.answered:
            return None
        total = sum(int(value) * count for value, count in self.counts.items())
        return rounded(Decimal(total) / self.answered)


NOTHING = Answered()


def rounded(number: Decimal) -> Decimal:
    return number.quantize(TENTH, ROUND_HALF_UP)


def answered_in(waves: Sequence[Wave]) -> dict[tuple[int, str, int], Answered]:
    """By wave, question and wording what the wave's own batches hold, asked in one question."""
    rows = (
        Tally.objects.filter(batch__wave__in=waves)
        .values_list("batch__wave", "batch", "item_key", "wording", "value", "count", "answered")
        .order_by()
    )
    counts: dict[tuple[int, str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    many: dict[tuple[int, str, int], dict[int, int]] = defaultdict(dict)
    for wave, batch, key, wording, value, count, answered in rows:
        counts[wave, key, wording][value] += count
        many[wave, key, wording][batch] = answered
    return {
        about: Answered(sum(many[about].values()), dict(said)) for about, said in counts.items()
    }


# --- before and after -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Change:
    """One question before and later: the means of all who answered, and the change of the pairs."""

    words: Any
    high: int
    before: Answered
    later: Answered
    pairs: PairResult | None

    @property
    def mean_change(self) -> Decimal | None:
        if self.pairs is None:
            return None
        whole = HUNDRED if self.pairs.item_key == "score" else 1
        return rounded(Decimal(self.pairs.change) / self.pairs.pairs / whole)


@dataclass(frozen=True)
class Compared:
    """The round before beside one later round."""

    first: Wave
    second: Wave
    changes: Sequence[Change]


def rounds_of(study: Study) -> list[Wave]:
    """Its rounds in the order in which they are asked."""
    order = [Wave.Kind.BEFORE, Wave.Kind.END, Wave.Kind.FOLLOW_UP]
    waves = study.waves.select_related("own__form", "core__form")
    return sorted(waves, key=lambda wave: order.index(Wave.Kind(wave.kind)))


def compared(study: Study, waves: Sequence[Wave]) -> list[Compared]:
    """The closed round before beside each closed later round, question by question."""
    closed = [wave for wave in waves if wave.closed_at is not None]
    first = next((wave for wave in closed if wave.kind == Wave.Kind.BEFORE), None)
    if first is None:
        return []
    said = answered_in(closed)
    kept = {
        (one.second_id, one.item_key, one.wording): one
        for one in PairResult.objects.filter(study=study)
    }
    scales = [item for item in items_of(first) if item.kind == Item.Kind.SCALE]
    found = []
    for second in closed:
        if second == first:
            continue
        asked = {(item.key, item.wording) for item in items_of(second)}
        changes = [
            Change(
                words=item.words,
                high=item.high,
                before=said.get((first.pk, item.key, item.wording), NOTHING),
                later=said.get((second.pk, item.key, item.wording), NOTHING),
                pairs=kept.get((second.pk, item.key, item.wording)),
            )
            for item in scales
            if (item.key, item.wording) in asked
        ]
        score = next(
            (one for about, one in kept.items() if about[:2] == (second.pk, "score")), None
        )
        if score is not None:
            changes.append(Change(None, 0, NOTHING, NOTHING, score))
        found.append(Compared(first, second, changes))
    return found


# --- needs ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sector:
    """A sector's wave, how many it asks by letter, how many have answered (None where the answers have
    been forgotten, and nothing of them is shown), and how many of the answers are shown."""

    wave: Wave
    asked: int
    answered: int | None
    shown: int


@dataclass(frozen=True)
class Line:
    """One answer to choose from, or a question as a whole, and its numbers by sector; None where
    nothing is shown. `total` is of the sectors that are shown."""

    words: str
    cells: Sequence[Any]
    total: Any


@dataclass(frozen=True)
class Asked:
    """One question and its lines."""

    item: Item
    lines: Sequence[Line]


def sectors_of(needs: Needs) -> list[Sector]:
    """Its sectors in the order in which they were written."""
    waves = list(needs.waves.order_by("pk"))
    of_each = Coalesce("asked_in_all", Count("asked"))
    # Counted, never read: whoever answers at the open address has no invitation that is marked.
    given = Response.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
    of_all = Coalesce(Subquery(given.annotate(all=Count("pk")).values("all")), 0)
    rows = needs.waves.values_list("pk").annotate(all=of_each, given=of_all).order_by()
    asked = {number: (all_of_them, some) for number, all_of_them, some in rows}
    answers = dict(
        Batch.objects.filter(wave__in=waves)
        .values_list("wave")
        .annotate(all=Sum("answers"))
        .order_by()
    )
    found = []
    for wave in waves:
        (of_them, some), shown = asked[wave.pk], answers.get(wave.pk, 0)
        # A year after closing the answers themselves are gone, and those of the results remain.
        answered = max(some, shown, wave.answered_in_all or 0)
        known = answered or not wave.has_answers
        found.append(Sector(wave, of_them, answered if known else None, shown))
    return found


def answered_of(wave: Wave) -> int:
    """How many have answered a wave that is open, by letter or by its address."""
    return Response.objects.filter(wave=wave).count()


def needs_by_sector(needs: Needs, sectors: Sequence[Sector]) -> list[Asked]:
    """Each question by sector, as far as it may be shown."""
    shown = [one.wave for one in sectors if one.shown]
    if not shown:
        return []
    said = answered_in(shown)
    asked = []
    for item in items_of(shown[0]):
        if item.kind == Item.Kind.TEXT:
            continue
        found = [said.get((wave.pk, item.key, item.wording)) for wave in shown]
        asked.append(Asked(item, _lines(item, found)))
    return asked


def _lines(item: Item, found: Sequence[Answered | None]) -> list[Line]:
    if item.kind == Item.Kind.NUMBER:
        sums = [one and one.counts.get("sum", 0) for one in found]
        return [Line("", sums, sum(one for one in sums if one is not None))]
    if item.kind == Item.Kind.SCALE:
        return [Line("", [one and one.mean for one in found], None)]
    lines = []
    for option in item.options:
        cells = [one and one.counts.get(option["key"], 0) for one in found]
        words = str(Texts(option["words"]))
        lines.append(Line(words, cells, sum(one for one in cells if one is not None)))
    return sorted(lines, key=lambda line: -line.total)
