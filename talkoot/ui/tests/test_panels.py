"""Panels: drawn in their order, empty ones left out, the same one registered once."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.safestring import SafeString

from talkoot.ui import panels


def first(request: HttpRequest, row: Any) -> SafeString | None:
    return SafeString(f"first of {row}")


def last(request: HttpRequest, row: Any) -> SafeString | None:
    return SafeString("last")


def nothing(request: HttpRequest, row: Any) -> SafeString | None:
    return None


def test_panels_are_drawn_in_their_order(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_panels", {})
    panels.register("here", last, order=200)
    panels.register("here", first)
    panels.register("here", first)
    panels.register("here", nothing)
    request = rf.get("/")
    assert panels.drawn("here", request, "a row") == ["first of a row", "last"]
    assert panels.drawn("elsewhere", request) == []
