"""What an area has to tell of a project's period in words and a table, for reports that do not know it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from talkoot.measures.measure import Scope, Words


@dataclass(frozen=True)
class Told:
    """A heading, ready paragraphs, and a table: its caption, headings and rows of text. Everything is
    in the active language and may be shown to whoever may read the report; nobody can be known by it."""

    heading: str
    paragraphs: Sequence[str]
    caption: str = ""
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Passage:
    """One thing that an area tells; its code is `<area>.<what>`. `told` gives None where there is
    nothing to tell."""

    code: str
    name: Words
    told: Callable[[Scope], Told | None]


_passages: dict[str, Passage] = {}


def register(passage: Passage) -> Passage:
    """Makes the passage known to reports; there is one of each code."""
    if passage.code in _passages and _passages[passage.code] is not passage:
        raise ValueError(f"There are two passages of the code {passage.code}.")
    _passages[passage.code] = passage
    return passage


def every() -> Iterator[Passage]:
    """All passages in the order of their codes."""
    for code in sorted(_passages):
        yield _passages[code]
