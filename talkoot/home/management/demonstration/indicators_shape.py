"""What the demonstration's indicators are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from talkoot.kit.languages import Texts


@dataclass(frozen=True)
class ByHand:
    """A figure that no rows count: its days, why it is by hand, and the text of its invented proof."""

    value: int
    first_on: date
    last_on: date
    reason: str
    estimated_by: str
    proof_name: str
    proof: str
    partner: str = ""


@dataclass(frozen=True)
class Followed:
    """One indicator: of the programme's catalogue by its `code`, or the project's own by its names.

    `goal` is the turn of the project's goal, from nought. The target is the project's own plan, for no
    source knows one of a decision; `shares` are partners' targets by their slugs.
    """

    project: str
    names: Texts = field(default_factory=Texts)
    code: str = ""
    unit: Texts = field(default_factory=Texts)
    meaning: Texts = field(default_factory=Texts)
    measure: str = ""
    part_by: str = ""
    part: str = ""
    goal: int | None = None
    target: int | None = None
    shares: Mapping[str, int] = field(default_factory=dict)
    figure: ByHand | None = None
