"""Opened rows as a table's cells and as a sheet's: the same columns, each value in its own way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.kit.languages import Text, Texts
from talkoot.kit.sheets import Cell
from talkoot.measures.measure import Column, Words
from talkoot.reports.views.numbers import said
from talkoot.ui.drawing import draw, escaped
from talkoot.ui.words import known, picked, text


@dataclass(frozen=True)
class Table:
    """Headings and lines of ready cells; the first cell of a line is its heading."""

    headings: list[Words]
    lines: list[list[SafeString]]

    @property
    def labelled(self) -> list[list[tuple[Words, SafeString]]]:
        """Each cell beside its heading, which a narrow screen shows instead of the table's head."""
        return [list(zip(self.headings, cells, strict=True)) for cells in self.lines]


def table(columns: Sequence[Column], rows: Iterable[Any]) -> Table:
    return Table([one.heading for one in columns], [line(columns, row) for row in rows])


def line(columns: Sequence[Column], row: Any) -> list[SafeString]:
    """One row's cells; a value whose page may be opened is a link to it."""
    cells = []
    for column in columns:
        value = column.value(row)
        cell = drawn(value)
        address = column.link(row) if column.link is not None else ""
        cells.append(draw('<a href="{}">{}</a>', address, cell) if address else cell)
    return cells


def drawn(value: object) -> SafeString:
    """One value on a page; what is not known says so."""
    if isinstance(value, bool):
        return SafeString(escaped(_("yes") if value else _("no")))
    if isinstance(value, Texts | Text):
        return text(value) if picked(value).text else known(None)
    if isinstance(value, Model) and isinstance(getattr(value, "names", None), Texts):
        return text(value.names)  # type: ignore[attr-defined]  # looked at on the line above
    if isinstance(value, int | Decimal):
        return SafeString(escaped(said(value)))
    if isinstance(value, datetime):
        return SafeString(formatted(timezone.localtime(value), "j.n.Y H.i"))
    if isinstance(value, date):
        return SafeString(formatted(value, "j.n.Y"))
    return known(value)


def sheet_cell(value: object) -> Cell:
    """One value in a sheet: numbers and dates as such, all else as text; empty for what is not known."""
    if value is None or isinstance(value, bool | int | float | datetime | date):
        return _("yes") if value is True else _("no") if value is False else value
    if isinstance(value, Decimal):
        return float(value)  # a Decimal of a sheet is euros
    return str(value)
