"""The main menu: an area puts its doors here, so that every page can show them without knowing it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


def to_everybody(request: HttpRequest) -> bool:
    """The entry is shown to all."""
    return True


@dataclass(frozen=True)
class Entry:
    """One place in the menu: a door's name, its words, and the views that it is lit for.

    `section` is the start of those views' names: `projects:` lights for all of the area, and the
    longest one that fits wins. `shown` may ask the database, once a page.
    """

    door: str
    words: Promise
    section: str
    order: int = 100
    shown: Callable[[HttpRequest], bool] = to_everybody


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Puts an entry in the menu; called from an area's `AppConfig.ready()`."""
    _entries[entry.door] = entry


def entries() -> list[Entry]:
    """All entries, in their order."""
    return sorted(_entries.values(), key=lambda entry: entry.order)
