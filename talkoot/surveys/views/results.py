"""Results in words, picture and table, for whichever page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from talkoot.surveys.measures.told import agreeing, of_five
from talkoot.surveys.models import Item, Wave
from talkoot.surveys.queries.results import ItemResult
from talkoot.ui.pictures import BarRow, percent

SHADES = 5


class Part(NamedTuple):
    """A part of the picture that shows how the answers are spread: where, how wide, and how dark."""

    x: str
    width: str
    shade: int


@dataclass(frozen=True)
class Shown:
    """One question's result as it is shown: a sentence of numbers, a picture and a table of bars."""

    item: Item
    answered: int
    words: str
    bars: Sequence[BarRow]
    spread: Sequence[Part]


def shown(results: Iterable[ItemResult]) -> list[Shown]:
    """The results of the questions, with those that have none."""
    return [
        Shown(one.item, one.answered, in_words(one), _bars(one), _spread(one)) for one in results
    ]


def in_words(one: ItemResult) -> str:
    """What the numbers say, in sentences."""
    said = []
    if of_five(one.item):
        share = round(100 * agreeing(one))
        said.append(_("%(share)d %% chose 4 or 5.") % {"share": share})
    if one.mean is not None and one.margin is not None:
        words = _("The mean is %(mean)s ± %(margin)s.")
        said.append(
            words % {"mean": floatformat(one.mean, 1), "margin": floatformat(one.margin, 1)}
        )
    elif one.mean is not None:
        said.append(_("The mean is %(mean)s.") % {"mean": floatformat(one.mean, 1)})
    if one.score is not None:
        said.append(_("The recommendation score is %(score)d.") % {"score": one.score})
    if one.item.kind in (Item.Kind.CHOICE, Item.Kind.MANY) and one.answered:
        most = max(one.points, key=lambda point: point.count)
        said.append(
            _("Most often: %(answer)s (%(share)d %%).")
            % {"answer": most.label, "share": round(100 * most.share)}
        )
    return " ".join(said)


def _bars(one: ItemResult) -> list[BarRow]:
    return [
        BarRow(point.label, point.share, f"{point.count} ({round(100 * point.share)} %)")
        for point in one.points
    ]


def _spread(one: ItemResult) -> list[Part]:
    """A line as long as all the answers, parted by the answer; several of many have no such line."""
    if not one.answered or one.item.kind not in (Item.Kind.SCALE, Item.Kind.CHOICE):
        return []
    parts, x, last = [], 0.0, max(len(one.points) - 1, 1)
    for place, point in enumerate(one.points):
        if point.count:
            shade = 1 + round(place * (SHADES - 1) / last)
            if one.item.kind == Item.Kind.CHOICE:
                shade = SHADES - shade + 1
            parts.append(Part(percent(x), percent(point.share), shade))
        x += point.share
    return parts


def closing_told(wave: Wave) -> str:
    """What came of closing, in a sentence or two."""
    if wave.batches.exists():
        return _("It was closed, and the results were made.")
    if wave.has_answers:
        too_few = _(
            "It was closed. Fewer than %(least)d answered, so it has no results of its own."
        )
        return too_few % {"least": wave.least}
    return _("It was closed. Nobody answered.")
