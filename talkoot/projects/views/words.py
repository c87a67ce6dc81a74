"""Words that the pages of projects share: states, countries and languages by their names."""

from functools import lru_cache

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.kit.money import BABEL_LOCALES

STATES: dict[str, tuple[Promise, str]] = {
    "running": (_("Running"), "good"),
    "coming": (_("Not begun yet"), "blue"),
    "ended": (_("Ended"), ""),
}
"""A project's state by its name: its words and the look of its tag. Not known has no tag."""


def country(code: str) -> str:
    """The country's name in the active language."""
    return str(_locale(get_language() or "fi").territories.get(code, code))


def language(tag: str) -> str:
    """The language's name in the active language, with a capital letter."""
    name = str(_locale(get_language() or "fi").languages.get(tag.split("-")[0], tag))
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=8)
def _locale(active: str) -> Locale:
    return Locale.parse(BABEL_LOCALES.get(active, "fi_FI"))
