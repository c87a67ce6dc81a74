"""Content in many languages: a text knows its language, and a missing one falls back visibly."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PRODUCT_LANGUAGES = ("fi", "sv", "en")
CONTENT_LANGUAGES = ("fi", "sv", "en", "es", "cs", "nl", "it", "de", "fr", "et", "se", "smn", "sms")
"""Languages a person may pick for content. A further one is added here; no column changes."""


def language_name(tag: str, active: str | None = None) -> str:
    """The language's name in the active language, with a capital letter; the tag when it has none."""
    locale = Locale.parse((active or get_language() or PRODUCT_LANGUAGES[0]).split("-")[0])
    name: str = locale.languages.get(tag.split("-")[0], tag)
    return name[:1].upper() + name[1:]


class Text(NamedTuple):
    """One text and the language it is in (BCP 47); both empty when there is none."""

    text: str
    language: str


class Texts(dict[str, str]):
    """The same text by language tag, in the order given; empty ones are left out.

    `pick` answers in the asked language, else Finnish, Swedish, English, else the first there is.
    """

    def __init__(self, by_language: Mapping[str, str] | None = None, **more: str) -> None:
        merged = {**(by_language or {}), **more}
        super().__init__({tag: text.strip() for tag, text in merged.items() if text.strip()})

    def pick(self, language: str | None = None) -> Text:
        """The text in `language` (the active one if None) or the nearest fallback, never an error."""
        wanted = (language or get_language() or PRODUCT_LANGUAGES[0]).split("-")[0]
        if wanted in self:
            return Text(self[wanted], wanted)
        for tag in (*PRODUCT_LANGUAGES, *self):
            if tag in self:
                return Text(self[tag], tag)
        return Text("", "")

    def __str__(self) -> str:
        return self.pick().text

    def __hash__(self) -> int:  # type: ignore[override]  # dict has none; model fields are hashed by value in forms
        return hash(tuple(self.items()))


class TextsField(models.JSONField[Any, Any]):
    """A JSON object from language tag to text, read back as `Texts`."""

    description = "Texts by language"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Texts)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        read = super().from_db_value(value, expression, connection)
        return Texts(read) if isinstance(read, dict) else read

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Texts) else Texts(value or {})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        for tag in value:
            if not tag.replace("-", "").isalnum() or not 2 <= len(tag) <= 35:
                raise ValidationError(_("“%(tag)s” is not a language code."), params={"tag": tag})
