"""Reading what Teams, Zoom and Webex write: every form, language and encoding, and hostile files."""

import io
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.events.queries.reports_in import Read, read_report
from talkoot.events.queries.reports_in.moments import is_month_first, length_of, parts_of
from talkoot.events.tests.reports import OLD_LIST, TEAMS, WEBEX, ZOOM, Lines, written
from talkoot.kit.sheets import Sheet, SheetRefused, workbook

HELSINKI = ZoneInfo("Europe/Helsinki")
DAY = date(2026, 5, 12)
BEGINS = datetime(2026, 5, 12, 6, tzinfo=UTC)
ENDS = datetime(2026, 5, 12, 8, tzinfo=UTC)
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig", "cp1252")
EVERY = [
    *(("teams", language, lines) for language, lines in TEAMS.items()),
    *(("zoom", language, lines) for language, lines in ZOOM.items()),
    *(("webex", language, lines) for language, lines in WEBEX.items()),
    *(("teams", f"old {language}", lines) for language, lines in OLD_LIST.items()),
]


def read(content: bytes, **more: Any) -> Read | None:
    given: dict[str, Any] = {"zone": HELSINKI, "near": DAY, "begins": BEGINS, "ends": ENDS}
    return read_report(io.BytesIO(content), **given | more)


def at(hour: int, minute: int = 0) -> datetime:
    """That time of the day in Finland."""
    return datetime(2026, 5, 12, hour, minute, tzinfo=HELSINKI)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize(("program", "language", "lines"), EVERY)
def test_every_form_tells_the_same(
    program: str, language: str, lines: Lines, separator: str, encoding: str
) -> None:
    found = read(written(lines, separator, encoding))
    assert found is not None
    assert (found.program, found.unread) == (program, 0)
    testi, toinen = found.people
    assert (testi.name, toinen.name) == ("Testi Esimerkki", "Toinen Esimerkki")
    assert testi.intervals == [(at(9), at(10)), (at(10, 30), at(11))]
    assert toinen.intervals == [(at(9, 30), at(10))]
    known = "" if language.startswith("old") else "testi@example.org"
    assert (testi.email, toinen.email) == (known, "")
    assert found.first == at(9)


def test_a_workbook_saved_from_the_file_is_read_too() -> None:
    headings, *rows = ZOOM["sv"]
    content = workbook([Sheet("Rapport", headings, rows)])
    found = read(content)
    assert found is not None
    assert [one.name for one in found.people] == ["Testi Esimerkki", "Toinen Esimerkki"]


def test_only_the_first_and_last_moments_count_by_their_length() -> None:
    found = read(written(TEAMS["en"][:11]))
    assert found is not None
    assert found.people[0].intervals == [(at(9), at(10, 30))]


def test_only_lengths_are_counted_from_the_beginning() -> None:
    lines = (("Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"),
             ("Testi Esimerkki", "testi@example.org", "45", "No"))  # fmt: skip  # a row a line
    found = read(written(lines, ","))
    assert found is not None
    assert (found.program, found.people[0].intervals) == ("zoom", [(at(9), at(9, 45))])
    assert read(written(lines, ","), begins=None) is None


def test_a_zone_in_the_heading_or_the_cell_goes_before_the_one_chosen() -> None:
    for heading, start, end in (
        ("Join Time (UTC)", "2026-05-12 06:00:00", "2026-05-12 07:00:00"),
        ("Join Time (GMT+02:00)", "2026-05-12 08:00:00", "2026-05-12 09:00:00"),
        ("Join Time", "2026-05-12T06:00:00Z", "2026-05-12T10:00:00+03:00"),
    ):
        lines = (("Name", heading, "Leave Time"), ("Testi", start, end))
        found = read(written(lines))
        assert found is not None
        assert found.people[0].intervals == [(at(9), at(10))]


def test_another_zone_may_be_chosen() -> None:
    lines = (("Name", "Join Time", "Leave Time"), ("T", "2026-05-12 8:00", "2026-05-12 9:00"))
    found = read(written(lines), zone=ZoneInfo("Europe/Stockholm"))
    assert found is not None
    assert found.people[0].intervals == [(at(9), at(10))]


def test_the_order_of_day_and_month() -> None:
    assert is_month_first(["5/13/2026 9:00 AM"], None)
    assert not is_month_first(["13/5/2026 09:00"], None)
    assert is_month_first(["5/12/2026 09:00"], date(2026, 5, 12))
    assert not is_month_first(["12/5/2026 9:00 AM"], date(2026, 5, 12))
    assert is_month_first(["5/12/2026 9:00 AM"], None)
    assert not is_month_first(["5/12/2026 09:00"], None)
    assert not is_month_first([], None)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("5/12/2026, 12:05:00\u202fAM", 0), ("5/12/2026, 12:05 PM", 12),
        ("5/12/2026 1:05 p.m.", 13), ("12.5.2026 klo 9.05", 9), ("12.5.2026 9:05 ip.", 21),
        ("2026-05-12 kl. 09:05", 9), ("2026-05-12 9:05 em", 21), ("\u200e12.5.2026, 9.05.00", 9),
    ],
)  # fmt: skip  # the list reads as one
def test_hours_of_twelve_and_of_twenty_four(text: str, hour: int) -> None:
    parts = parts_of(text)
    assert parts is not None
    moment = parts.moment(month_first=text.startswith("5/"), zone=UTC)
    assert moment == datetime(2026, 5, 12, hour, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 2m 3s", 3723), ("1 t 2 min 3 s", 3723), ("1 tim 2 min", 3720), ("45m 1s", 2701),
        ("01:02:03", 3723), ("1:02", 3720), ("62", 3720), ("65 mins", 3900), ("2 hr", 7200),
        ("62.4", 3720), ("", None), ("-", None), ("9999999h", None), ("3 päivää", None),
    ],
)  # fmt: skip  # the list reads as one
def test_lengths(text: str, seconds: int | None) -> None:
    assert length_of(text) == (None if seconds is None else timedelta(seconds=seconds))


def test_one_name_with_two_addresses_is_two_people_and_with_one_is_one() -> None:
    row = ("2026-05-12 09:00", "2026-05-12 10:00")
    lines = (
        ("Name", "Join Time", "Leave Time", "Email"),
        ("Sama Nimi", *row, "a@example.org"),
        ("Sama Nimi", *row, "b@example.org"),
        ("Sama Nimi", *row, ""),
        ("Yksi Nimi", *row, "c@example.org"),
        ("yksi nimi", *row, ""),
    )
    found = read(written(lines))
    assert found is not None
    addresses = sorted(one.email for one in found.people)
    assert addresses == ["", "a@example.org", "b@example.org", "c@example.org"]


def test_rows_gone_wrong_are_counted_and_left_out() -> None:
    lines = (
        ("Name", "Join Time", "Leave Time"),
        ("Testi", "2026-05-12 09:00", "2026-05-12 10:00"),
        ("Väärä päivä", "2026-13-45 09:00", "2026-05-12 10:00"),
        ("Takaperin", "2026-05-12 10:00", "2026-05-12 09:00"),
        ("Viikko", "2026-05-01 09:00", "2026-05-12 10:00"),
        ("", "2026-05-12 09:00", "2026-05-12 10:00"),
    )
    found = read(written(lines))
    assert found is not None
    assert ([one.name for one in found.people], found.unread) == (["Testi"], 4)


def test_who_is_still_there_leaves_with_the_event_or_with_the_last() -> None:
    lines = (
        ("Name", "Join Time", "Leave Time"),
        ("Testi", "2026-05-12 09:00", "2026-05-12 10:00"),
        ("Jäi", "2026-05-12 09:00", ""),
    )
    for ends, left in ((ENDS, at(11)), (None, at(10))):
        found = read(written(lines), ends=ends)
        assert found is not None
        assert found.people[1].intervals == [(at(9), left)]


# --- hostile and foolish files -----------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        b"", b" \n ", b"a,b\n\0\0,c\n" * 40, b"PK\x03\x04 not a package", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Name,Join Time,Leave Time\n" * 20_001, b"a" * (10 * 1024 * 1024 + 1),
        b'Name,Join Time\n"' + b"x" * 200_000 + b'"',
    ],
)  # fmt: skip  # the list reads as one
def test_what_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(SheetRefused):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"hello", b"a,b,c\n1,2,3", "Nimi\tKaupunki\nTesti\tKuopio".encode("utf-16"),
        b"%PDF-1.7 ...", b"<html><body>Sign in</body></html>",
    ],
)  # fmt: skip  # the list reads as one
def test_what_is_no_report_is_none(content: bytes) -> None:
    assert read(content) is None


def test_a_name_is_plain_text_of_a_length() -> None:
    name = "=HYPERLINK(1)\u202e" + "x" * 500
    lines = (("Name", "Join Time", "Leave Time"), (name, "2026-05-12 09:00", "2026-05-12 10:00"))
    found = read(written(lines))
    assert found is not None
    assert found.people[0].name == ("=HYPERLINK(1) " + "x" * 500)[:200]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = read(b"Name,Join Time,Leave Time\r\n" + content)
    except SheetRefused:
        return
    assert found is None or all(one.name and one.intervals for one in found.people)


def test_ten_thousand_joins_are_read() -> None:
    dice = random.Random(1)  # the same made-up rows every time
    rows = [
        (f"Henkilö {number % 5000}", f"5/12/26, {9 + dice.randrange(2)}:{dice.randrange(60):02}:00 AM",
         "5/12/26, 11:00:00 AM", "1h", f"h{number % 5000}@example.org")
        for number in range(10_000)
    ]  # fmt: skip  # a row of a file
    content = written((("Name", "Join Time", "Leave Time", "Duration", "Email"), *rows))
    found = read(content)
    assert found is not None
    assert len(found.people) == 5000
