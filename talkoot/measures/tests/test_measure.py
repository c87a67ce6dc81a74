"""What a measure is: a number that is asked once and is its rows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import ExtractMinute, NullIf, Substr
from django.test.utils import CaptureQueriesContext

from talkoot.kit.models import Clock
from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope, Unit, in_unit

NOWHERE = Scope(projects=())


@pytest.fixture(autouse=True)
def _no_other_is_lost() -> Iterator[None]:
    before = dict(measures._measures)
    yield
    measures._measures.clear()
    measures._measures.update(before)


def rows_of_a_test() -> QuerySet[Clock, Clock]:
    """Any rows will do: clocks, whose minutes are amounts and whose names tell the rest."""
    return (
        Clock.objects.filter(name__endswith="test")
        .annotate(
            amount=ExtractMinute("next_at"),
            kind=Substr("name", 1, 1),
            whose=NullIf(Substr("name", 2, 1), Value("-")),
            is_about=Q(name__contains="~"),
        )
        .order_by("-name")
    )


def a_measure(**more: object) -> Measure:
    fields: dict[str, object] = {
        "code": "test.clocks",
        "name": "Clocks",
        "unit": Unit.OUTPUT,
        "how": "Each clock is one.",
        "rows": lambda _scope: rows_of_a_test(),
        "model": Clock,
        "split": {"kind": "kind", "whose": "whose"},
    }
    return Measure(**{**fields, **more})  # type: ignore[arg-type]  # the test chooses the fields


def clock(amount: int, kind: str = "a", whose: str = "-", *, about: bool = False) -> None:
    name = f"{kind}{whose}{'~' if about else ''} {Clock.objects.count()} test"
    Clock.objects.create(name=name, next_at=datetime(2024, 3, 12, 9, amount, tzinfo=UTC))


@pytest.mark.django_db
def test_nothing_is_zero_and_asked_once() -> None:
    for one in (a_measure(), a_measure(amount="amount")):
        with CaptureQueriesContext(connection) as asked:
            assert one.value(NOWHERE) == 0
        assert len(asked) == 1


@pytest.mark.django_db
def test_rows_are_counted_or_their_amounts_added() -> None:
    for number in (10, 20, 25):
        clock(number)
    assert a_measure().value(NOWHERE) == 3
    assert a_measure(amount="amount").value(NOWHERE) == 55


@pytest.mark.django_db
def test_minutes_make_hours_rounded_once() -> None:
    for minutes in (50, 50, 50):
        clock(minutes)
    hours = a_measure(amount="amount", per=60)
    assert (hours.total(NOWHERE), hours.value(NOWHERE)) == (150, Decimal("2.50"))


@pytest.mark.django_db
def test_parts_add_up_and_the_unknown_stands_last() -> None:
    clock(1, "b")
    clock(2, "a", "p")
    clock(4, "b")
    one = a_measure(amount="amount")
    assert one.parts(NOWHERE, "kind") == [("a", 2), ("b", 5)]
    assert one.parts(NOWHERE, "whose") == [("p", 2), (None, 5)]
    assert a_measure().parts(NOWHERE, "kind") == [("a", 1), ("b", 2)]
    with pytest.raises(KeyError):
        one.parts(NOWHERE, "name")


@pytest.mark.django_db
def test_an_estimate_among_the_rows_makes_the_sum_one() -> None:
    one = a_measure(estimate="is_about")
    clock(1, about=False)
    assert one.some(NOWHERE, [(None, None)]).about == (False,)
    clock(2, about=True)
    assert one.some(NOWHERE, [(None, None)]).about == (True,)
    assert a_measure().some(NOWHERE, [(None, None)]).about == (False,)


def test_there_is_one_measure_of_a_code() -> None:
    one = measures.register(a_measure())
    assert measures.register(one) is one
    assert measures.get("test.clocks") is one
    assert one in list(measures.every())
    with pytest.raises(ValueError, match="two measures"):
        measures.register(a_measure(name="Others"))


def test_measures_come_in_the_order_of_their_codes() -> None:
    measures.register(a_measure())
    codes = [one.code for one in measures.every()]
    assert codes == sorted(codes)


def test_an_amount_is_rounded_once_and_half_up() -> None:
    assert [in_unit(one, 8) for one in (1, 3, 8)] == [Decimal("0.13"), Decimal("0.38"), 1]
    assert (in_unit(7, 1), in_unit(-30, 60)) == (7, Decimal("-0.5"))
