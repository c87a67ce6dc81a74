"""Which column of a report is what, by the stems of its heading in English, Finnish and Swedish.

The programs change their headings between versions, so a heading is known by its stem; where a
report has two columns of one kind, the later and more exact one is taken.
"""

import re
from enum import Enum


class What(Enum):
    """What a column tells."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "email"
    USER = "user"
    JOIN = "join"
    LEAVE = "leave"
    DURATION = "duration"
    ACTION = "action"
    MOMENT = "moment"
    WAITING = "waiting"


_EXACT = {
    What.NAME: {
        "name", "full name", "display name", "participant", "participant name", "attendee name",
        "attendee", "user name", "name original name", "nimi", "koko nimi", "näyttönimi",
        "osallistuja", "osallistujan nimi", "käyttäjän nimi", "käyttäjänimi", "nimi alkuperäinen nimi",
        "namn", "fullständigt namn", "visningsnamn", "deltagare", "deltagarens namn", "deltagarnamn",
        "användarnamn", "namn ursprungligt namn", "namn originalnamn",
    },
    What.FIRST_NAME: {"first name", "etunimi", "förnamn"},
    What.LAST_NAME: {"last name", "sukunimi", "efternamn"},
    What.ACTION: {
        "user action", "action", "käyttäjän toiminto", "toiminto", "toiminta", "käyttäjätoiminto",
        "användaråtgärd", "åtgärd",
    },
    What.MOMENT: {"timestamp", "time stamp", "aikaleima", "tidsstämpel", "tidstämpel"},
}  # fmt: skip  # the lists read as lists
_STEMS = (
    (What.WAITING, r"waiting room|odotushuone|odotustila|väntrum"),
    (What.USER, r"\bupn\b|participant id|osallistujan tunnus|deltagar-?id|deltagarens id"),
    (What.EMAIL, r"e-?mail|sähköposti|e-?post|s-posti"),
    (What.DURATION, r"duration|kesto|varaktighet|längd|tid i mötet|aika kokouksessa|kokousaika"),
    (What.LEAVE, r"leave|left|poistu|lämn|utträd|lähti"),
    (What.JOIN, r"join|liitty|anslut|inträd|gick med|saapu"),
)
_FIRST_OR_LAST = re.compile(r"first|last|ensimm|viimei|först|sist|senast")
_ZONE = re.compile(r"(?:UTC|GMT)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?", re.IGNORECASE)


def plain(heading: str) -> str:
    """A heading without what does not matter in it."""
    words = re.sub(r"[^\w@ -]", " ", heading.replace("\ufeff", "").lower())
    return " ".join(words.split())


def what_of(heading: str) -> What | None:
    """What the column under this heading tells; None for what is not asked."""
    words = plain(re.sub(r"\((?:utc|gmt)[^)]*\)", "", heading, flags=re.IGNORECASE))
    for what, exact in _EXACT.items():
        if words in exact:
            return what
    if "meeting" in words and "in-meeting" not in words:
        return None  # when the meeting began and ended, on every row of a Webex report
    for what, stems in _STEMS:
        if re.search(stems, words):
            return what
    return None


def is_summary(heading: str) -> bool:
    """Whether a time column tells only the first joining or the last leaving of each."""
    return bool(_FIRST_OR_LAST.search(plain(heading)))


def offset_of(heading: str) -> int | None:
    """Minutes from UTC that a heading names, as in “Join Time (GMT+03:00)”; None if it names none."""
    found = _ZONE.search(heading)
    if not found:
        return None
    sign, hours, minutes = found.groups()
    if not hours:
        return 0
    return (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes or 0))
