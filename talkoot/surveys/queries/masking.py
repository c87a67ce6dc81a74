"""Hiding in a text whatever tells who somebody is: addresses, numbers and names."""

import re
from collections.abc import Iterable

from talkoot.surveys.models import Wave

HIDDEN = "[…]"
_PLAIN = re.compile(
    r"[\w.+-]+\s?(?:@|\((?:at|a|ät)\)|\[(?:at|a|ät)\])\s?[\w-]+(?:\.[\w-]+)+"  # mail
    r"|\bhttps?://\S+|\bwww\.\S+"
    r"|\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b"  # identity number
    r"|\bFI\d{2}(?:\s?\d{4}){3}\s?\d{2}\b"  # account
    r"|(?<!\w)(?<!\d[.,])\+?\d(?:[\s().\u2010-\u2015/-]{0,2}\d){6,14}(?!\w)",  # telephone
    re.IGNORECASE,
)
SHORTEST_NAME = 3


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text with addresses, telephone, identity and account numbers, and the given names, each with
    any ending, replaced by “[…]”. Names shorter than three letters are left."""
    hidden = _PLAIN.sub(HIDDEN, text)
    parts = {
        part for name in names for part in re.split(r"[\s,]+", name) if len(part) >= SHORTEST_NAME
    }
    if not parts:
        return hidden
    # Finnish and Swedish names are inflected: Testille, Esimerkin, Annas.
    stems = "|".join(sorted((re.escape(_stem(part)) for part in parts), key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{stems})\w{{0,6}}", _if_capital, hidden, flags=re.IGNORECASE)


def _if_capital(found: re.Match[str]) -> str:
    """A name is written with a capital; a common word that begins alike is not."""
    return HIDDEN if found[0][:1].isupper() else found[0]


def _stem(name: str) -> str:
    return name[:-1] if len(name) > SHORTEST_NAME + 1 and name[-1] in "aeiouyäöån" else name


def names_near(wave: Wave) -> list[str]:
    """Names that may well be in the wave's texts: of those who were at its event or were asked, and of
    the project's team."""
    found: list[str] = []
    if wave.event is not None:
        found += wave.event.registrations.exclude(name="").values_list("name", flat=True)
        found += wave.event.attendances.exclude(name="").values_list("name", flat=True)
    if wave.project is not None:
        found += wave.project.team.exclude(person__name="").values_list("person__name", flat=True)
    return sorted(set(found))
