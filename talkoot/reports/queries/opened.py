"""A number opened: exactly the rows that it was counted from, and those that were left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, F, Func
from django.utils.translation import gettext_lazy as _

from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Words
from talkoot.reports.models import ReportFigure
from talkoot.reports.queries.counting import question, up_to
from talkoot.reports.queries.drawing_up import scope_of_report


@dataclass(frozen=True)
class Reason:
    """Why rows were left out, how many they are, and the rows themselves."""

    left_out: LeftOut
    count: int


def columns_for(columns: Sequence[Column], *, sees_names: bool) -> list[Column]:
    """The columns that may be shown: who people are only to those who may see it."""
    return [one for one in columns if sees_names or not one.personal]


def reasons(measure: Measure, scope: Scope) -> list[Reason]:
    """Why rows of the scope were not counted; reasons without rows are left out."""
    found = [Reason(one, one.rows.count()) for one in measure.left_out(scope)]
    return [one for one in found if one.count]


def page_of_rows(measure: Measure, scope: Scope, first: int, last: int) -> list[Any]:
    """The counted rows from the place `first` on and before `last`, in their order. Where the rows have
    a form that is quicker to go through, their numbers are found by it and only these are read."""
    rows = measure.rows(scope)
    if measure.counted is None or not measure.day:
        return list(rows[first:last])
    numbers = measure.counted(scope).order_by(measure.day, "pk").values_list("pk", flat=True)
    return list(rows.filter(pk__in=list(numbers[first:last])))


def amount_of(measure: Measure, row: Any) -> int:
    """What a counted row adds, in the measure's smallest amount."""
    return getattr(row, measure.amount) or 0 if measure.amount else 1


# --- frozen figures --------------------------------------------------------------------------------
@dataclass(frozen=True)
class FrozenRow:
    """One row of a frozen figure: its number and amount as they were frozen, the row as it is now
    (None: it is no longer there), what it adds today, and why that is not what it was."""

    pk: int
    amount: int
    row: Any
    today: int
    why: Words


@dataclass(frozen=True)
class Today:
    """What the frozen question answers now, and how the difference comes about: amounts of rows that
    came later, the rows that no longer count, and those whose amount has changed."""

    amount: int
    came: int
    came_rows: int
    gone: list[int]
    changed: list[int]


def measure_of_figure(figure: ReportFigure) -> Measure | None:
    """The question by which the figure was counted; None where it is no longer known here."""
    try:
        return question(
            figure.project_indicator,
            "" if figure.is_by_hand else figure.measure,
            figure.part_by,
            figure.part,
        )
    except KeyError:
        return None


def scope_of_figure(figure: ReportFigure, *, cumulative: bool) -> Scope:
    """The days and the share that the figure was counted over."""
    scope = scope_of_report(figure.report)
    return up_to(scope) if cumulative else scope


def frozen_amounts(figure: ReportFigure, *, cumulative: bool) -> dict[int, int]:
    """The frozen rows' amounts by their numbers, in the order in which they were frozen."""
    ids, amounts = figure.row_ids, figure.row_amounts
    if cumulative:
        ids, amounts = [*figure.earlier_ids, *ids], [*figure.earlier_amounts, *amounts]
    return dict(zip(ids, amounts, strict=True))


def page_of(amounts: dict[int, int], first: int, last: int) -> dict[int, int]:
    """Some of the rows: from the place `first` on and before `last`."""
    return dict(islice(amounts.items(), first, last))


def frozen_rows(
    figure: ReportFigure, measure: Measure | None, scope: Scope, amounts: dict[int, int]
) -> list[FrozenRow]:
    """These rows of a frozen figure, as many as one page shows, beside what has become of each."""
    if measure is None:
        unknown = _("How it was counted is no longer known here.")
        return [FrozenRow(pk, amount, None, 0, unknown) for pk, amount in amounts.items()]
    counted = {row.pk: row for row in measure.rows(scope).filter(pk__in=list(amounts))}
    left = set(amounts) - set(counted)
    others: dict[int, tuple[Any, Words]] = {}
    for one in measure.left_out(scope) if left else ():
        if one.rows.model is measure.model:
            others |= {row.pk: (row, one.why) for row in one.rows.filter(pk__in=left)}
    left -= set(others)
    if left:
        elsewhere = measure.rows(Scope(scope.projects)).filter(pk__in=left)
        moved = _("It counts on another day or in another partner's share now.")
        others |= {row.pk: (row, moved) for row in elsewhere}
    found = []
    for pk, amount in amounts.items():
        if pk in counted:
            today = amount_of(measure, counted[pk])
            why: Words = _("The amount has changed.") if today != amount else ""
            found.append(FrozenRow(pk, amount, counted[pk], today, why))
        else:
            row, why = others.get(pk, (None, _("The row is no longer there.")))
            found.append(FrozenRow(pk, amount, row, 0, why))
    return found


def came_later(figure: ReportFigure, measure: Measure, scope: Scope, *, cumulative: bool) -> Rows:
    """Rows that the same question counts now and that were not there when the figure was frozen."""
    rows = measure.rows(scope).exclude(pk__in=_ids(figure, "row_ids"))
    return rows.exclude(pk__in=_ids(figure, "earlier_ids")) if cumulative else rows


def today(
    figure: ReportFigure,
    measure: Measure,
    scope: Scope,
    amounts: dict[int, int],
    *,
    cumulative: bool,
) -> Today:
    """What has become of the number. All rows are gone through only when it is another one now."""
    total = measure.total(scope)
    later = came_later(figure, measure, scope, cumulative=cumulative)
    came_rows = later.count()
    frozen = sum(amounts.values())
    if total == frozen and not came_rows and not measure.amount:
        return Today(total, 0, 0, [], [])
    fields = [measure.amount] if measure.amount else []
    now = {
        row[0]: (row[1] or 0) if fields else 1
        for row in measure.rows(scope).order_by().values_list("pk", *fields)
    }
    gone = [pk for pk in amounts if pk not in now]
    changed = [pk for pk, amount in amounts.items() if pk in now and now[pk] != amount]
    came = sum(amount for pk, amount in now.items() if pk not in amounts)
    return Today(total, came, came_rows, gone, changed)


def _ids(figure: ReportFigure, field: str) -> Rows:
    """The numbers of a frozen list as the database's own rows: a hundred thousand are no parameters."""
    number = Func(F(field), function="unnest", output_field=BigIntegerField())
    return ReportFigure.objects.filter(pk=figure.pk).values(measure_row=number)
