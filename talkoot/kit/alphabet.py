"""The Finnish and Swedish alphabet: å ä ö come last, whatever the database's own order is."""

import unicodedata
from functools import lru_cache
from typing import Any

from django.db.models import F, Func, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Collate, Lower
from django.utils.translation import get_language

from talkoot.kit.languages import CONTENT_LANGUAGES, PRODUCT_LANGUAGES

LATER = "åäö"
PLAIN = str.maketrans("áàâãéèêëěíìîïóòôõøúùûůüýčćďňñřšťžçæ", "aaaaeeeeeiiiiooooouuuuyyccdnnrstzca")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A sort key: lower case, å ä ö after z in that order; accents of other letters dropped."""
    folded = []
    for letter in name.lower():
        if letter in LATER:
            folded.append("{|}"[LATER.index(letter)])
        else:
            base = unicodedata.normalize("NFKD", letter)
            folded.append("".join(part for part in base if not unicodedata.combining(part)))
    return "".join(folded)[:200]


class Translate(Func):
    """PostgreSQL's letter-by-letter `translate(text, from, to)`."""

    function = "TRANSLATE"
    output_field = TextField()


def by_letters(text: Any) -> Any:
    """An expression that sorts a text by the alphabet; it may be indexed."""
    small = Translate(Lower(text), Value("ÅÄÖ"), Value("åäö"))
    one, other = ("".join(map(chr, PLAIN)), "".join(chr(int(to)) for to in PLAIN.values()))
    return Collate(Translate(small, Value(LATER + one), Value("{|}" + other)), "C")


def by_name(field: str = "names", language: str | None = None) -> Any:
    """An expression that sorts rows by a `TextsField` as `Texts.pick` would show it."""
    wanted = (language or get_language() or PRODUCT_LANGUAGES[0]).split("-")[0]
    tags = dict.fromkeys([wanted, *CONTENT_LANGUAGES])
    picked = [KeyTextTransform(tag, F(field)) for tag in tags]
    return by_letters(Coalesce(*picked, Value(""), output_field=TextField()))
