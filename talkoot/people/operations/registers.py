"""What areas above people do when a person joins, leaves or turns out to be two.

Each register is filled from the area's AppConfig.ready(): `on_acceptance(join_team)`.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.db.models import Q

Work = TypeVar("Work", bound=Callable[..., Any])


class Register(Generic[Work]):
    """Functions in the order they were registered; registering one twice changes nothing."""

    def __init__(self, promise: str) -> None:
        self.promise = promise
        self._functions: list[Work] = []

    def __call__(self, function: Work) -> Work:
        if function not in self._functions:
            self._functions.append(function)
        return function

    def __iter__(self) -> Iterator[Work]:
        return iter(self._functions)

    def remove(self, function: Work) -> None:
        self._functions.remove(function)


class AddressNeeds:
    """While which of a column's rows need the address of the person they point to. A column that no
    area tells of needs it always, so that forgetting to tell forgets nobody."""

    def __init__(self) -> None:
        self._conditions: dict[str, Q] = {}

    def __call__(self, column: str, condition: Q) -> None:
        """`address_needed_while("events.registration.person", Q(emptied_at=None))`."""
        self._conditions[column] = condition

    def condition_of(self, column: str) -> Q:
        return self._conditions.get(column, Q())


address_needed_while = AddressNeeds()
on_acceptance: Register[Callable[..., str | None]] = Register(
    """`function(invitation=…, person=…)` in the acceptance's transaction: does what an offer of the
    area promises and returns the address to go on to (with no language), or None when the offer is
    not the area's. A Refused stops the acceptance."""
)
refuse_if: Register[Callable[..., None]] = Register(
    """`function(person=…)` before a person is erased: raises a Refused whose next step says what to
    do first (a project whose only manager they are)."""
)
before_erasure: Register[Callable[..., None]] = Register(
    """`function(person=…)` in the erasure's transaction, before rows are emptied: ends what the
    person has going on (gives up the place at a coming event, so that another gets it)."""
)
before_merge: Register[Callable[..., None]] = Register(
    """`function(duplicate=…, into=…, by=…)` in the merge's transaction, before rows move: settles
    what both have of the same thing (a role in one project), so that the stronger right stays."""
)
on_withdrawal: Register[Callable[..., None]] = Register(
    """`function(person=…, about=…)` in the transaction that withdraws a consent: stops what the
    consent allowed."""
)
