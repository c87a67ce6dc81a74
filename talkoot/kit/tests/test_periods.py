"""Dates as exactly as they are known, and the periods they make."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from talkoot.kit.periods import PartialDate, Period, Precision


@pytest.mark.parametrize(
    ("written", "first", "precision"),
    [
        ("2.3.2020", date(2020, 3, 2), Precision.DAY),
        (" 02.03.2020 ", date(2020, 3, 2), Precision.DAY),
        ("2. 3. 2020", date(2020, 3, 2), Precision.DAY),
        ("2020-03-02", date(2020, 3, 2), Precision.DAY),
        ("3/2020", date(2020, 3, 1), Precision.MONTH),
        ("3.2020", date(2020, 3, 1), Precision.MONTH),
        ("2020-03", date(2020, 3, 1), Precision.MONTH),
        ("2020", date(2020, 1, 1), Precision.YEAR),
    ],
)
def test_reads_what_people_write(written: str, first: date, precision: Precision) -> None:
    assert PartialDate.read(written) == PartialDate(first, precision)


@pytest.mark.parametrize(
    "written", ["", "31.2.2020", "13/2020", "20", "soon", "2020-13-01", "0.0.0"]
)
def test_refuses_what_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.read(written)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(list(Precision)))
def test_what_is_written_reads_back_the_same(day: date, precision: Precision) -> None:
    known = PartialDate(day, precision)
    assert PartialDate.read(known.written()) == known
    assert known.first <= day <= known.last


def test_a_period_known_by_years_is_shown_by_years() -> None:
    assert str(Period(PartialDate.read("2019"), PartialDate.read("2022"))) == "2019–2022"
    assert str(Period(PartialDate.read("2.3.2020"), PartialDate.read("28.2.2022"))) == (
        "2.3.2020–28.2.2022"
    )
    assert str(Period(PartialDate.read("2021"))) == "2021–"
    assert str(Period(None, PartialDate.read("2021"))) == "–2021"
    assert str(Period(PartialDate.read("2021"), PartialDate.read("2021"))) == "2021"
    assert str(Period()) == ""


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "maaliskuu 2020"), ("sv", "mars 2020"), ("en", "March 2020")]
)
def test_a_month_is_in_words(language: str, words: str) -> None:
    with translation.override(language):
        assert str(PartialDate.read("3/2020")) == words


def test_a_period_is_half_open() -> None:
    period = Period(PartialDate.read("2020"), PartialDate.read("2020"))
    assert period.contains(date(2020, 1, 1))
    assert period.contains(date(2020, 12, 31))
    assert not period.contains(date(2021, 1, 1))
    assert period.until == date(2021, 1, 1)
    assert period.has_ended(date(2021, 1, 1))
    assert not period.has_ended(date(2020, 12, 31))


def test_an_open_end_covers_and_is_not_covered() -> None:
    year, open_end = (
        Period(PartialDate.read("2020"), PartialDate.read("2020")),
        Period(PartialDate.read("2019")),
    )
    assert open_end.covers(year)
    assert not year.covers(open_end)
    assert Period().covers(open_end)
