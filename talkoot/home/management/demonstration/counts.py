"""How much of the demonstration was brought in."""

from dataclasses import dataclass, field


@dataclass
class Counts:
    """How many of each kind were brought in, and how many were there already."""

    made: dict[str, int] = field(default_factory=dict)
    kept: int = 0

    def one(self, kind: str) -> None:
        self.made[kind] = self.made.get(kind, 0) + 1
