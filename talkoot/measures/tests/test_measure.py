"""What a measure is: a number that is asked once and is its rows."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.history.models import Entry
from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope, Unit

NOWHERE = Scope(projects=())


@pytest.fixture(autouse=True)
def _no_other_is_lost() -> Iterator[None]:
    before = dict(measures._measures)
    yield
    measures._measures.clear()
    measures._measures.update(before)


def of_entries(**more: object) -> Measure:
    """A measure over any rows will do: entries of the history, whose subjects' numbers are added."""
    fields: dict[str, object] = {
        "code": "test.entries",
        "name": "Entries",
        "unit": Unit.OUTPUT,
        "how": "Each entry is one.",
        "rows": lambda _scope: Entry.objects.order_by("-pk"),
        "split": {"verb": "verb", "part_id": "part"},
    }
    return Measure(**{**fields, **more})  # type: ignore[arg-type]  # the test chooses the fields


def entry(subject_id: int, verb: str = "a", **more: object) -> None:
    Entry.objects.create(verb=verb, subject="test.row", subject_id=subject_id, **more)


@pytest.mark.django_db
def test_nothing_is_zero_and_asked_once() -> None:
    for one in (of_entries(), of_entries(amount="subject_id")):
        with CaptureQueriesContext(connection) as asked:
            assert one.value(NOWHERE) == 0
        assert len(asked) == 1


@pytest.mark.django_db
def test_rows_are_counted_or_their_amounts_added() -> None:
    for number in (10, 20, 25):
        entry(number)
    assert of_entries().value(NOWHERE) == 3
    assert of_entries(amount="subject_id").value(NOWHERE) == 55


@pytest.mark.django_db
def test_minutes_make_hours_rounded_once() -> None:
    for minutes in (50, 50, 50):
        entry(minutes)
    hours = of_entries(amount="subject_id", per=60)
    assert (hours.total(NOWHERE), hours.value(NOWHERE)) == (150, Decimal("2.50"))


@pytest.mark.django_db
def test_parts_add_up_and_the_unknown_stands_last() -> None:
    entry(1, "b")
    entry(2, "a", part_id=7)
    entry(4, "b")
    one = of_entries(amount="subject_id")
    assert one.parts(NOWHERE, "verb") == [("a", 2), ("b", 5)]
    assert one.parts(NOWHERE, "part_id") == [(7, 2), (None, 5)]
    assert of_entries().parts(NOWHERE, "verb") == [("a", 1), ("b", 2)]
    with pytest.raises(KeyError):
        one.parts(NOWHERE, "subject")


@pytest.mark.django_db
def test_an_estimate_among_the_rows_makes_the_sum_one() -> None:
    one = of_entries(estimate="by_worker")
    entry(1, by_worker=False)
    assert not one.is_estimate(NOWHERE)
    entry(2, by_worker=True)
    assert one.is_estimate(NOWHERE)
    assert not of_entries().is_estimate(NOWHERE)


def test_there_is_one_measure_of_a_code() -> None:
    one = measures.register(of_entries())
    assert measures.register(one) is one
    assert measures.get("test.entries") is one
    assert one in list(measures.every())
    with pytest.raises(ValueError, match="two measures"):
        measures.register(of_entries(name="Others"))


def test_measures_come_in_the_order_of_their_codes() -> None:
    measures.register(of_entries())
    codes = [one.code for one in measures.every()]
    assert codes == sorted(codes)
