"""The sections of what has several pages: a list of links, and which of them the page is in."""

from typing import NamedTuple

from django.utils.functional import Promise


class SectionLink(NamedTuple):
    """One section in the list; `here` is whether the page is in it."""

    href: str
    words: Promise
    here: bool
