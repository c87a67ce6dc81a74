"""Reading an uploaded XLSX or CSV: what it is, whether it is safe, and its cells as text.

A workbook is opened in a process of its own with little memory and time, so a file made to exhaust
them ends that process and nothing else.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from talkoot.kit.files import NotAZip, zip_members
from talkoot.kit.sheets import refusals

LARGEST_MB = 10
UNPACKED_MB = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 100
SECONDS = 25

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Table:
    """The first sheet: its headings and its rows, every cell as stripped text, rows equally wide.

    A date is `2020-03-02`, a whole number has no decimals. Wholly empty rows are left out; `numbers`
    holds each row's number in the file, counted from 1.
    """

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]


def read_table(file: BinaryIO, *, most_rows: int = MOST_ROWS) -> Table:
    """Reads the file by what it holds, not by its name. Raises a `SheetRefused` that says why not."""
    content = file.read(LARGEST_MB * 1024 * 1024 + 1)
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise refusals.SheetTooLarge(megabytes=LARGEST_MB)
    if not content.strip():
        raise refusals.SheetEmpty()
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise refusals.SheetLocked() if locked else refusals.SheetIsOld()
    raw: Iterable[list[str]]
    raw = _workbook_cells(content) if content.startswith(_ZIP) else _csv_cells(content)
    return _table(raw, most_rows)


def _table(raw: Iterable[list[str]], most_rows: int) -> Table:
    some = ((number, row) for number, row in enumerate(raw, 1) if any(row))
    filled = list(islice(some, most_rows + 2))  # one more than the headings and the rows that fit
    if len(filled) < 2:
        raise refusals.SheetEmpty()
    headings = _without_empty_end(filled[0][1])
    width = max(len(headings), *(len(_without_empty_end(row)) for _number, row in filled))
    if len(filled) - 1 > most_rows or width > MOST_COLUMNS:
        raise refusals.SheetTooLong(rows=most_rows, columns=MOST_COLUMNS)
    return Table(
        headings=_widened(headings, width),
        rows=[_widened(row, width) for _number, row in filled[1:]],
        numbers=[number for number, _row in filled[1:]],
    )


def _without_empty_end(row: list[str]) -> list[str]:
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def _widened(row: list[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _workbook_cells(content: bytes) -> list[list[str]]:
    try:
        members = zip_members(io.BytesIO(content))
    except NotAZip as fault:
        raise refusals.SheetBroken() from fault
    names = {member.filename.lower() for member in members}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise refusals.SheetHasMacros()
    if any(member.flag_bits & 0x1 for member in members):
        raise refusals.SheetLocked()
    if sum(member.file_size for member in members) > UNPACKED_MB * 1024 * 1024:
        raise refusals.SheetUnpacksTooLarge(megabytes=UNPACKED_MB)
    if not any(name.startswith("xl/") for name in names):
        raise refusals.SheetRefused()
    return _cells_from_another_process(content)


def _cells_from_another_process(content: bytes) -> list[list[str]]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {_READER}"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise refusals.SheetUnpacksTooLarge(megabytes=UNPACKED_MB) from slow
    if done.returncode == TOO_LONG:
        raise refusals.SheetTooLong(rows=MOST_ROWS, columns=MOST_COLUMNS)
    if done.returncode == BROKEN:
        raise refusals.SheetBroken()
    if done.returncode != 0:  # out of memory or time: the process was ended by its own limits
        raise refusals.SheetUnpacksTooLarge(megabytes=UNPACKED_MB)
    read: list[list[str]] = json.loads(done.stdout)
    return read


TOO_LONG, BROKEN = 3, 4
_READER = "from talkoot.kit.sheets.apart import main; main()"


def _csv_cells(content: bytes) -> Iterator[list[str]]:
    text = decoded(content)
    if "\0" in text:
        raise refusals.SheetRefused()
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    separator = max(";,\t", key=first.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        yield from ([cell.strip() for cell in row] for row in lines)
    except csv.Error as fault:
        raise refusals.SheetBroken() from fault


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else UTF-8, else what older Finnish Windows programs write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
