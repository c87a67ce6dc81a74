"""Putting things into the index and taking them out, in the caller's transaction."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from talkoot.search.models import Entry, Word

CONFIGURATIONS = {
    "sv": "swedish",
    "en": "english",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "de": "german",
    "fr": "french",
}
"""PostgreSQL's stemmers by language. Finnish has our own roots (`finnish`), which know its grades;
other languages are found by whole words and their parts."""

LONGEST_WORD = 60


@dataclass(frozen=True)
class Document:
    """One thing in one language: `title` weighs most, `summary` is shown, `text` is only searched.

    `address` has no language prefix (`/projects/near/`).
    """

    language: str
    title: str
    address: str
    summary: str = ""
    text: str = ""


@dataclass(frozen=True)
class Kind:
    """What an area registers: its things' name on the screen, and all of them for a rebuild."""

    name: str
    label: str | Promise
    everything: Callable[[], Iterable[tuple[int, list[Document]]]]


kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    kinds[kind.name] = kind


def words_of(written: str) -> list[str]:
    """The words of a text, lower case: letters and digits only, so that `kt.fi` is `kt` and `fi`."""
    return [word[:LONGEST_WORD] for word in re.findall(r"\w+", written.lower())]


def put(kind: str, row_id: int, documents: list[Document]) -> None:
    """Makes the index hold exactly these documents for the thing; none takes it out."""
    Entry.objects.filter(kind=kind, row_id=row_id).exclude(
        language__in=[document.language for document in documents]
    ).delete()
    if not documents:
        return
    Entry.objects.bulk_create(
        [
            Entry(
                kind=kind,
                row_id=row_id,
                language=document.language,
                title=document.title,
                summary=document.summary,
                address=document.address,
                words=_vector(document),
            )
            for document in documents
        ],
        update_conflicts=True,
        unique_fields=["kind", "row_id", "language"],
        update_fields=["title", "summary", "address", "words"],
    )
    _learn(documents)


def _vector(document: Document) -> Combinable:
    """The words as they stand, and where the language has a stemmer, stemmed."""
    parts = (("A", document.title), ("B", document.summary), ("C", document.text))
    stemmer = CONFIGURATIONS.get(document.language)
    vectors = [
        SearchVector(Value(" ".join(words_of(text))), weight=weight, config=config)
        for config in ("simple", stemmer)
        if config
        for weight, text in parts
        if text
    ]
    whole: Combinable = vectors[0]
    for vector in vectors[1:]:
        whole = whole + vector
    return whole


def _learn(documents: list[Document]) -> None:
    """Adds the words that are not in the list yet."""
    words = {
        word
        for document in documents
        for text in (document.title, document.summary, document.text)
        for word in words_of(text)
    }
    known = set(Word.objects.filter(word__in=words).values_list("word", flat=True))
    Word.objects.bulk_create([Word(word=word) for word in sorted(words - known)])


def rebuild() -> int:
    """Empties the index and fills it from every registered kind; returns how many it holds."""
    Entry.objects.all().delete()
    Word.objects.all().delete()
    count = 0
    for kind in kinds.values():
        for row_id, documents in kind.everything():
            put(kind.name, row_id, documents)
            count += 1
    return count
