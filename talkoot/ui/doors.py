"""Who may come in by which door: every view asks for sign-in unless it is marked here."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: set[str] = set()
"""The dotted names of all views marked public, for the tests that list the doors."""


def public(view: View) -> View:
    """Marks a view that anyone may open, signed in or not."""
    PUBLIC.add(name_of(view))
    return login_not_required(view)


def kept(view: View) -> View:
    """Marks a public view whose page may be kept for one second for visitors without cookies.

    The page must be the same for every such visitor: it depends on its address only.
    """
    marked = public(view)
    setattr(marked, "talkoot_kept", True)  # noqa: B010  # a function has no such attribute to assign
    return marked


def is_public(view: Callable[..., Any]) -> bool:
    """Whether a visitor who has not signed in is let in."""
    return getattr(view, "login_required", True) is False


def is_kept(view: Callable[..., Any]) -> bool:
    """Whether the page may be kept for a second."""
    return getattr(view, "talkoot_kept", False) is True


def name_of(view: Callable[..., Any]) -> str:
    """The dotted name of a view, of the class for a class-based one."""
    named = getattr(view, "view_class", view)
    return f"{named.__module__}.{named.__qualname__}"
