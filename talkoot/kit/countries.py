"""Countries by their codes: their names in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from talkoot.kit.alphabet import fold
from talkoot.kit.money import BABEL_LOCALES

EUROPE = (
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IS", "IT", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "UA",
)  # fmt: skip  # the list reads as one
"""The countries that a form offers; any code may be kept."""


def country_name(code: str) -> str:
    """The country's name in the active language; the code itself when nobody knows it."""
    return str(_locale(get_language() or "fi").territories.get(code, code))


def choices() -> list[tuple[str, str]]:
    """Code and name, Finland first, the others by their names."""
    named = [(code, country_name(code)) for code in EUROPE]
    return sorted(named, key=lambda pair: (pair[0] != "FI", fold(pair[1])))


@lru_cache(maxsize=8)
def _locale(active: str) -> Locale:
    return Locale.parse(BABEL_LOCALES.get(active, "fi_FI"))
