"""Numbers in words: as the reader's language writes them, about so much, missing, or of a promise."""

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.kit.money import BABEL_LOCALES
from talkoot.reports.queries.evidence import Number
from talkoot.reports.queries.suppression import LEAST


def said(value: Decimal | int | None, *, about: bool = False) -> str:
    """The value with at most two decimals; empty where there is none. Zero is a value."""
    if value is None:
        return ""
    written = _written(Decimal(value), BABEL_LOCALES.get(get_language() or "fi", "fi_FI"))
    return _("about %(number)s") % {"number": written} if about else written


@lru_cache(maxsize=2048)
def _written(value: Decimal, locale: str) -> str:
    written: str = format_decimal(value, format="#,##0.##", locale=locale)
    return written


def said_number(number: Number | None) -> str:
    """What was counted; empty where it is missing or nothing can count it."""
    if number is None or number.is_missing:
        return ""
    return said(number.value, about=number.is_estimate)


def said_instead(number: Number | None) -> str:
    """What stands where a number would that is of few people, or would tell of them."""
    if number is not None and number.value < LEAST:
        return _("fewer than %(number)s") % {"number": said(LEAST)}
    return _("not shown")


def said_share(share: Decimal | None) -> str:
    """A share in whole per cents; never rounded up to a hundred, nor down to nought."""
    if share is None:
        return ""
    percents = int(share * 100)
    if not percents and share:
        return _("less than 1 %")
    return _("%(number)s %%") % {"number": said(percents)}
