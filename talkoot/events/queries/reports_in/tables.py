"""The tables of people in a report, found among whatever else the file holds."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from talkoot.events.queries.reports_in.columns import What, is_summary, plain, what_of
from talkoot.kit.sheets import LARGEST_MB, MOST_ROWS, decoded, read_table
from talkoot.kit.sheets.refusals import (
    SheetBroken,
    SheetEmpty,
    SheetRefused,
    SheetTooLarge,
    SheetTooLong,
)

Row = list[str]
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\ufeff]")
_TIME = re.compile(r"\d[:.]\d\d(?!\))")
"""A time or a day: no heading has one but a zone's in brackets."""
_GUEST = re.compile(
    r"\s*\((?:guest|external|unverified|vieras|ulkoinen|vahvistamaton|gäst|extern|overifierad)\)\s*$",
    re.IGNORECASE,
)


@dataclass
class PeopleTable:
    headings: Row
    columns: dict[What, int]
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, what: What) -> str:
        place = self.columns.get(what)
        return row[place].strip() if place is not None and place < len(row) else ""

    @property
    def tells_times(self) -> bool:
        return {What.JOIN, What.LEAVE} <= set(self.columns) or self.tells_actions

    @property
    def tells_actions(self) -> bool:
        return {What.ACTION, What.MOMENT} <= set(self.columns)

    @property
    def is_summary(self) -> bool:
        place = self.columns.get(What.JOIN)
        return place is not None and is_summary(self.headings[place])


# --- the file ----------------------------------------------------------------------------------------
def cells_of(file: BinaryIO) -> list[Row]:
    content = file.read(LARGEST_MB * 1024 * 1024 + 1)
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise SheetTooLarge(megabytes=LARGEST_MB)
    if not content.strip():
        raise SheetEmpty()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        table = read_table(io.BytesIO(content))
        return [table.headings, *table.rows]
    text = _text(content)
    if "\0" in text:
        raise SheetRefused()
    lines = text.splitlines()
    if len(lines) > MOST_ROWS:
        raise SheetTooLong(rows=MOST_ROWS, columns=100)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(lines))
        return [[_clean(cell) for cell in row] for row in rows]
    except csv.Error as fault:
        raise SheetBroken() from fault


def _text(content: bytes) -> str:
    """Decoded; UTF-16 also without its mark, which some programs leave out."""
    start = content[:200]
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        big = start[0:1] == b"\0"
        return content.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    return decoded(content)


def _separator(lines: list[str]) -> str:
    """Commas stand in dates and names, so a file with tabs in its rows is parted by tabs."""
    if any(line.count("\t") >= 2 for line in lines):
        return "\t"
    some = lines[:200]
    return max(",;", key=lambda mark: sum(line.count(mark) for line in some))


def _clean(cell: str) -> str:
    """The cell's text; `="…"` is how some programs keep a spreadsheet from changing it."""
    text = " ".join(_CONTROLS.sub(" ", cell[:1000]).split())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text


# --- the tables --------------------------------------------------------------------------------------
def tables_of(cells: list[Row]) -> Iterator[PeopleTable]:
    """Every table of people: below its headings, until an empty row or the next section."""
    table: PeopleTable | None = None
    for row in cells:
        filled = [cell for cell in row if cell]
        columns = _columns(row) if len(filled) > 1 else {}
        if columns:
            if table is not None:
                yield table
            table = PeopleTable(row, columns)
        elif not filled or (len(filled) == 1 and re.match(r"\d+\.\s", filled[0])):
            if table is not None and table.rows:
                yield table
                table = None
        elif table is not None:
            table.rows.append(row)
    if table is not None:
        yield table


def _columns(row: Row) -> dict[What, int]:
    """The columns of a row of headings; nothing when it is none."""
    columns: dict[What, int] = {}
    if any(_TIME.search(cell) for cell in row):
        return columns
    for place, heading in enumerate(row):
        what = what_of(heading) if heading else None
        if what is not None and (what not in columns or _is_more_exact(heading)):
            columns[what] = place
    named = What.NAME in columns or {What.FIRST_NAME, What.LAST_NAME} <= set(columns)
    timed = columns.keys() & {What.JOIN, What.LEAVE, What.ACTION, What.DURATION}
    return columns if named and timed else {}


def _is_more_exact(heading: str) -> bool:
    words = plain(heading)
    return any(stem in words for stem in ("original", "alkuper", "ursprung", "user email"))


def best_of(tables: list[PeopleTable]) -> PeopleTable:
    """The one that tells each join; else the first and the last moments; else only lengths."""
    return max(
        tables,
        key=lambda table: (
            bool(table.rows),
            table.tells_times and not table.is_summary,
            table.tells_times,
            len(table.rows),
        ),
    )


def addresses_of(tables: list[PeopleTable]) -> dict[str, str]:
    """The address of each name that has exactly one in any table."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        for row in table.rows:
            address = email_of(table, row)
            if address:
                found[name_of(table, row).casefold()].add(address)
    return {name: addresses.pop() for name, addresses in found.items() if len(addresses) == 1}


def program_of(cells: list[Row], tables: list[PeopleTable]) -> str:
    said = {plain(heading) for table in tables for heading in table.headings}
    start = " ".join(cell.lower() for row in cells[:8] for cell in row)
    if "webex" in start or said & {"connection type", "attendee email", "attendance duration"}:
        return "webex"
    zoom = ("original name", "alkuperäinen nimi", "ursprungligt namn", "originalnamn")
    if any(mark in words for words in said for mark in zoom) or said & {
        "user email", "duration minutes", "kesto minuuttia", "varaktighet minuter", "guest",
        "total duration minutes", "in waiting room",
    }:  # fmt: skip  # the list reads as one
        return "zoom"
    return "teams"


def name_of(table: PeopleTable, row: Row) -> str:
    name = table.cell(row, What.NAME)
    if not name:
        parts = (table.cell(row, What.FIRST_NAME), table.cell(row, What.LAST_NAME))
        name = " ".join(part for part in parts if part)
    return _GUEST.sub("", name)[:200]


def email_of(table: PeopleTable, row: Row) -> str:
    for what in (What.EMAIL, What.USER):
        written = table.cell(row, what).lower()
        if "@" in written and len(written) <= 254:
            try:
                validate_email(written)
            except ValidationError:
                continue
            return written
    return ""
