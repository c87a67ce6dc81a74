"""A day is written alike in all three languages, and never the American way."""

from datetime import UTC, date, datetime

import pytest
from django.forms import DateField
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

MOMENT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "moment"),
    [("fi", "22.11.2026 9.05"), ("sv", "22.11.2026 09:05"), ("en", "22.11.2026 09:05")],
)
def test_a_day_and_an_hour(language: str, moment: str) -> None:
    with override(language):
        assert date_format(localtime(MOMENT), "SHORT_DATETIME_FORMAT") == moment
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == "22.11.2026"
        assert DateField().clean("2.3.2027") == date(2027, 3, 2)
        assert DateField().clean("2027-03-02") == date(2027, 3, 2)
