"""Django's `format_html` and `format_html_join` for pages of hundreds of parts: the same, but quicker.

Django's escaping looks through every value for a lazy one, five times over; here a plain string goes
straight to the standard library's `escape`, which is what Django's ends in too.
"""

from collections.abc import Iterable
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def escaped(value: object) -> str:
    """The value as HTML: what is marked safe stays as it is, all else is escaped."""
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[return-value]  # its very class was just looked at
    if kind is str:
        return escape(value)  # type: ignore[arg-type]  # its very class was just looked at
    return conditional_escape(value)  # type: ignore[arg-type]  # it takes anything, as Django's own callers do


def draw(html: str, *parts: object) -> SafeString:
    """`format_html`: our own HTML with the parts in its places, each escaped."""
    return SafeString(html.format(*map(escaped, parts)))


def draw_all(html: str, rows: Iterable[Iterable[object]], between: str = "") -> SafeString:
    """`format_html_join`: the same HTML once for each row, with our own HTML between them."""
    return SafeString(between.join([html.format(*map(escaped, row)) for row in rows]))
