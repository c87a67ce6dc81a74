"""Money: euros as Decimal with cents, written the way the reader's language does."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import format_currency
from django.db import models
from django.utils.translation import get_language

BABEL_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_FI"}


def euros(amount: Decimal | int | None, *, cents: bool | None = None) -> str:
    """The amount in the active language, e.g. `293 323 €`; cents only when there are some.

    `cents` forces them on or off. None is an empty string: not known is not zero.
    """
    if amount is None:
        return ""
    amount = Decimal(amount)
    shown = cents if cents is not None else amount != amount.to_integral_value()
    locale = BABEL_LOCALES.get(get_language() or "fi", "fi_FI")
    return _written(amount, shown, locale)


@lru_cache(maxsize=1024)
def _written(amount: Decimal, cents: bool, locale: str) -> str:
    pattern = "#,##0.00\N{NO-BREAK SPACE}¤" if cents else "#,##0\N{NO-BREAK SPACE}¤"
    written: str = format_currency(
        amount, "EUR", format=pattern, locale=locale, currency_digits=False
    )
    return written


class EurosField(models.DecimalField[Any, Any]):
    """An amount of euros with cents, up to 9 999 999 999.99; the sign is the model's matter."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(**kwargs)  # type: ignore[arg-type]  # Django's own field arguments, passed through
