"""Tables from files: what is read, what is refused and in which words, what is written."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kit.sheets import (
    Cell,
    Sheet,
    SheetRefused,
    Table,
    read,
    read_table,
    refusals,
    workbook,
)


def _read(content: bytes) -> Table:
    return read_table(io.BytesIO(content))


def _openpyxl(fill: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_cells_are_read_as_text() -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.append(["Nimi", "Alkaa", "Budjetti", ""])
        sheet.append(["Åke & <b>", date(2020, 3, 2), 293323, None])
        sheet.append([None, None, None, None])
        sheet.append(["Toinen", 2021, 10.5, "x"])

    assert _read(_openpyxl(fill)) == Table(
        headings=["Nimi", "Alkaa", "Budjetti", ""],
        rows=[["Åke & <b>", "2020-03-02", "293323", ""], ["Toinen", "2021", "10.5", "x"]],
        numbers=[2, 4],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_as_programs_write_it(encoding: str, separator: str) -> None:
    text = f'nimi{separator}paikka\r\n"Jäämeri{separator} ""iso"""{separator}Åbo\r\n'
    assert _read(text.encode(encoding)).rows == [[f'Jäämeri{separator} "iso"', "Åbo"]]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.SheetEmpty),
        (b" \n\n", refusals.SheetEmpty),
        (b"only;headings\n", refusals.SheetEmpty),
        (b"\x89PNG\r\n\x1a\n\x00\x00", refusals.SheetRefused),
        (b"PK\x03\x04 and then nothing", refusals.SheetBroken),
        (_zip(word__document_xml=b"<x/>"), refusals.SheetRefused),
        (_zip(xl__vbaProject_bin=b"x", xl__workbook_xml=b"<x/>"), refusals.SheetHasMacros),
        (_zip(xl__workbook_xml=b"<x/>"), refusals.SheetBroken),
        (_zip(xl__a=b"0" * (read.UNPACKED_MB * 1024 * 1024 + 1)), refusals.SheetUnpacksTooLarge),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", refusals.SheetIsOld),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            refusals.SheetLocked,
        ),
        (b"a;b\n" * (read.MOST_ROWS + 2), refusals.SheetTooLong),
        (b"a;" * (read.MOST_COLUMNS + 1) + b"b\n1;2\n", refusals.SheetTooLong),
        (b"x" * (read.LARGEST_MB * 1024 * 1024 + 1), refusals.SheetTooLarge),
    ],
    ids=lambda given: getattr(given, "__name__", "content"),
)
def test_what_is_no_safe_table_is_refused_by_name(content: bytes, refusal: type) -> None:
    with pytest.raises(SheetRefused) as refused:
        _read(content)
    assert type(refused.value) is refusal
    assert "{" not in str(refused.value)


def test_a_cell_far_away_does_not_exhaust_the_memory() -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A1"] = "name"
        sheet.cell(1_048_576, 16_384, "far")

    with pytest.raises(refusals.SheetUnpacksTooLarge):
        _read(_openpyxl(fill))


def test_one_long_text_in_many_cells_does_not_either() -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for _row in range(7):
            sheet.append(["a" * 30_000] * 100)

    content = _openpyxl(fill)
    assert len(content) < 50_000
    with pytest.raises(refusals.SheetUnpacksTooLarge):
        _read(content)


def test_a_table_that_is_too_long_is_not_read_to_its_end() -> None:
    with pytest.raises(refusals.SheetTooLong):
        _read(b"a;b\n" * (read.MOST_ROWS + 2) + b'"never ends')


def test_a_workbook_cut_short_is_broken() -> None:
    whole = workbook([Sheet("A", ["a"], [["b"]])])
    with pytest.raises(refusals.SheetBroken):
        _read(whole[: len(whole) // 2])


def test_what_is_written_reads_back_and_no_text_is_a_formula() -> None:
    rows: list[list[Cell]] = [
        ["=1+1", Decimal("10.50"), date(2020, 3, 2), 7, None],
        ["@x", None, None, -1, "-2"],
    ]
    content = workbook([Sheet("Rows: all?", ["=a", "b", "c", "d", "e"], rows)])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert sheet.title == "Rows  all"
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]
    assert _read(content).rows == [
        ["=1+1", "10.5", "2020-03-02", "7", ""],
        ["@x", "", "", "-1", "-2"],
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused: Table | str
    try:
        read_or_refused = _read(content)
    except SheetRefused as refusal:
        read_or_refused = str(refusal)
    assert read_or_refused
