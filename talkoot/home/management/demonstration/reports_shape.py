"""What the demonstration's reports are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Reported:
    """One report: its days, what is written under which heading, and how far it went.

    `state` is the last of its way; `returned` is why its first version was returned, which `mended`
    texts of the second answer. A row that turns up late after it comes in before the next.
    """

    kind: str
    first_on: date
    last_on: date
    texts: Mapping[str, str]
    state: str
    note: str = ""
    due_on: date | None = None
    returned: str = ""
    mended: Mapping[str, str] = field(default_factory=dict)
    late_row: str = ""


@dataclass(frozen=True)
class ReportedProject:
    """A project's reports in order; `by` is the address of the invented person who writes them."""

    project: str
    by: str
    sets: tuple[str, ...]
    reports: tuple[Reported, ...]


@dataclass(frozen=True)
class Drafted:
    """A running project whose report of this year is being written."""

    project: str
    by: str
    texts: Mapping[str, str]
    note: str
