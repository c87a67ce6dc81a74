"""What has changed in the days that an earlier report told of, row by row and with its sign."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope
from talkoot.reports.models import ReportFigure
from talkoot.reports.queries.frozen import Told
from talkoot.reports.queries.taking import Amounts

CAME_LATER = "came_later"
CHANGED = "changed"
MOVED = "moved"
BETWEEN = "between"
GONE = "gone"
DEFINED_ANEW = "definition"

WHY: dict[str, Promise] = {
    CAME_LATER: _("The row came, or began to count, after the earlier report was frozen."),
    CHANGED: _("The row was changed after the earlier report was frozen."),
    MOVED: _("The row now counts on a day of another period."),
    BETWEEN: _("The row's day is in no reporting period: it lies after the earlier report and before this."),
    GONE: _("The row has been removed since the earlier report was frozen."),
    DEFINED_ANEW: _("What the indicator counts was defined anew, so rows cannot be compared one by one."),
}  # fmt: skip  # a sentence a line
"""Reasons of our own; the others are codes of the measure's reasons for leaving out."""


@dataclass(frozen=True)
class Before:
    """The figure of the earlier report, and its rows."""

    figure: ReportFigure

    @property
    def rows(self) -> Amounts:
        of = self.figure
        return {
            **dict(zip(of.earlier_ids, of.earlier_amounts, strict=True)),
            **dict(zip(of.row_ids, of.row_amounts, strict=True)),
        }

    def counts_like(self, other: ReportFigure) -> bool:
        """Whether both are of the same kind of rows, counted in the same way."""
        names = ("measure", "part_by", "part", "row_model", "per", "is_by_hand")
        return all(getattr(self.figure, name) == getattr(other, name) for name in names)


def corrections_since(
    before: Before,
    figure: ReportFigure,
    known: Amounts,
    between: Amounts,
    rest: Amounts,
    measure: Measure,
    scope: Scope,
) -> list[Told]:
    """Each row by which the days of the earlier report differ from what it said, and rows of days that
    no report has told of. `known` are the rows of those days as they are now, `between` those of no
    period, `rest` all that count later. The earlier cumulative value and these make `earlier` of the
    new figure."""
    if not before.counts_like(figure):
        was, now = before.figure.cumulative_amount, sum(known.values()) + sum(between.values())
        return [Told(0, was, now, DEFINED_ANEW)] if was != now else []
    then = before.rows
    gone = {key for key in then if key not in known}
    why = _why_gone(measure, scope, gone - set(rest))
    told = []
    for key in sorted(then.keys() | known.keys() | between.keys()):
        was = then.get(key, 0)
        now = known.get(key, between.get(key, 0))
        if was == now:
            continue
        if key in gone:
            reason = BETWEEN if key in between else MOVED if key in rest else why.get(key, CHANGED)
        elif key in between:
            reason = BETWEEN
        else:
            reason = CHANGED if key in then else CAME_LATER
        told.append(Told(key, was, now, reason))
    return told


def _why_gone(measure: Measure, scope: Scope, gone: set[int]) -> dict[int, str]:
    """Why rows that were counted are not any more: the measure's own reason, or that they are no
    longer there."""
    if not gone:
        return {}
    there = set(measure.model._default_manager.filter(pk__in=gone).values_list("pk", flat=True))
    found = dict.fromkeys(gone - there, GONE)
    for reason in measure.left_out(scope):
        # Rows of another kind have numbers of their own.
        if there - set(found) and reason.rows.model is measure.model:
            left = reason.rows.filter(pk__in=there).values_list("pk", flat=True)
            for key in left:
                found.setdefault(key, reason.code)
    return found


def why_words(figure: ReportFigure, code: str) -> str:
    """The reason of a correction in a sentence, in the active language; the code itself where the
    measure is not known any more."""
    if code in WHY:
        return str(WHY[code])
    if code == "other_part":
        return str(_("It is of another part of the measure."))
    if not figure.measure:
        return str(_("The figure was withdrawn."))
    try:
        found = measures.get(figure.measure)
    except KeyError:
        return code
    nothing = Scope(())
    return next((str(one.why) for one in found.left_out(nothing) if one.code == code), code)
