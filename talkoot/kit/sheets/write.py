"""Writing XLSX: headings, widths, and text that stays text whatever it begins with."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.utils import timezone

Cell = str | int | float | Decimal | date | datetime | bool | None


@dataclass
class Sheet:
    """One sheet: its name (at most 31 letters), its headings and its rows. Amounts are euros if Decimal."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = field(default_factory=tuple)


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook. A moment is written in Europe/Helsinki; None is an empty cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"constant_memory": True, "default_date_format": "d.m.yyyy"}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {
            "date": book.add_format({"num_format": "d.m.yyyy", "align": "left"}),
            "moment": book.add_format({"num_format": "d.m.yyyy hh:mm", "align": "left"}),
            "euros": book.add_format({"num_format": "#,##0.00 €"}),
        }
        for sheet in sheets:
            page = book.add_worksheet(_allowed(sheet.name))
            page.freeze_panes(1, 0)
            for column, width in enumerate(sheet.widths):
                page.set_column(column, column, width)
            for column, heading in enumerate(sheet.headings):
                page.write_string(0, column, str(heading), bold)
            for line, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    _write(page, line, column, cell, formats)
    return out.getvalue()


def _allowed(name: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in name).strip()[:31] or "1"


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    line: int,
    column: int,
    cell: Cell,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(line, column, cell)
    elif isinstance(cell, Decimal):
        page.write_number(line, column, float(cell), formats["euros"])
    elif isinstance(cell, int | float):
        page.write_number(line, column, cell)
    elif isinstance(cell, datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        page.write_datetime(line, column, local.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date):
        page.write_datetime(
            line, column, datetime.combine(cell, datetime.min.time()), formats["date"]
        )
    else:
        page.write_string(line, column, str(cell))
