"""Whose the names of a report are: the same address is sure, the same or a similar name is proposed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from heapq import nlargest

from talkoot.events.models import Registration

SIMILAR = 0.8
MOST_COMPARED = 6
_BRACKETS = re.compile(r"\(([^)]*)\)")


class Sureness(Enum):
    """How a match is known."""

    ADDRESS = "address"
    NAME = "name"
    SIMILAR = "similar"


@dataclass(frozen=True)
class Match:
    """A registration that may be the one, and how it is known."""

    registration: int
    sureness: Sureness


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The words of a name without order, capitals and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(sorted(re.findall(r"[^\W_]+", plain)))


def keys_of(name: str) -> list[str]:
    """The keys of a shown name: what is in brackets may be the name that it was before."""
    inside = _BRACKETS.findall(name)
    outside = _BRACKETS.sub(" ", name)
    return [key for key in map(name_key, [outside, *inside]) if " " in key] or [
        key for key in [name_key(outside)] if key
    ]


class Matcher:
    """The registrations of one event, ready to be looked up."""

    def __init__(self, registrations: Iterable[Registration]) -> None:
        self._addresses: dict[str, int] = {}
        self._names: dict[str, set[int]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        # Whoever has a place goes before one who cancelled and signed up anew.
        for row in sorted(registrations, key=lambda row: (row.state != "confirmed", row.pk)):
            if row.email:
                self._addresses.setdefault(row.email.lower(), row.pk)
            for key in keys_of(row.name):
                self._names[key].add(row.pk)
                for word in key.split():
                    self._words[word[:4]].add(key)

    def match(self, name: str, email: str) -> Match | None:
        """The one registration that is likeliest; None where none or two are as likely."""
        sure = self._addresses.get(email.lower()) if email else None
        if sure is not None:
            return Match(sure, Sureness.ADDRESS)
        keys = keys_of(name)
        same = set().union(*(self._names.get(key, set()) for key in keys))
        if same:
            return Match(same.pop(), Sureness.NAME) if len(same) == 1 else None
        if email:
            keys = [*keys, name_key(email.split("@")[0].replace(".", " "))]
        return self._similar(keys)

    def _similar(self, keys: Iterable[str]) -> Match | None:
        found: dict[int, float] = {}
        compared = SequenceMatcher(autojunk=False)
        for key in keys:
            compared.set_seq2(key)
            for other in self._neighbours(key):
                compared.set_seq1(other)
                alike = compared.ratio()
                if alike >= SIMILAR:
                    for number in self._names[other]:
                        found[number] = max(found.get(number, 0), alike)
        ranked = sorted(found.items(), key=lambda one: -one[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return Match(ranked[0][0], Sureness.SIMILAR)

    def _neighbours(self, key: str) -> list[str]:
        """Names of which every word begins alike; if there are none, those of which one does."""
        near = [self._words[word[:4]] for word in key.split() if word[:4] in self._words]
        if not near:
            return []
        closest = set.intersection(*near) or min(near, key=len)
        # Comparing letter by letter is dear, so only the few that share most pairs of letters are.
        mine = pairs_of(key)
        shared = ((len(mine & pairs_of(other)), other) for other in closest)
        return [other for _count, other in nlargest(MOST_COMPARED, shared)]


@lru_cache(maxsize=20_000)
def pairs_of(key: str) -> frozenset[str]:
    """Every two letters of a name that stand beside each other."""
    return frozenset(key[place : place + 2] for place in range(len(key) - 1))


def sureness_of(name: str, email: str, registration: Registration | None) -> Sureness | None:
    """How a proposal that was made earlier is known."""
    if registration is None:
        return None
    if email and email.lower() == registration.email.lower():
        return Sureness.ADDRESS
    if set(keys_of(name)) & set(keys_of(registration.name)):
        return Sureness.NAME
    return Sureness.SIMILAR
