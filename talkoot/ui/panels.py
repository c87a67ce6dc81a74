"""Panels: what a higher area shows on a lower area's page, without the lower one knowing it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Panel = Callable[[HttpRequest, Any], SafeString | None]
"""Draws its part of the page for the row, or nothing; it asks the database itself, once a page."""

_panels: dict[str, list[tuple[int, str, Panel]]] = {}


def register(place: str, panel: Panel, *, order: int = 100) -> None:
    """Puts a panel in a place such as `organisations.page`; small orders come first.

    Called from an area's `AppConfig.ready()`. Registering the same panel again changes nothing.
    """
    name = f"{panel.__module__}.{getattr(panel, '__qualname__', '')}"
    there = [known for known in _panels.get(place, []) if known[1] != name]
    _panels[place] = sorted([*there, (order, name, panel)], key=lambda known: known[:2])


def drawn(place: str, request: HttpRequest, row: Any = None) -> list[SafeString]:
    """What the place's panels have to show of the row, in their order; empty ones are left out."""
    shown = (panel(request, row) for _order, _name, panel in _panels.get(place, []))
    return [part for part in shown if part]


def part(href: str, words: str, state: str) -> SafeString:
    """One line of a list of parts: where the part is, and how far it has come."""
    return render_to_string("ui/part.html", {"href": href, "words": words, "state": state})
