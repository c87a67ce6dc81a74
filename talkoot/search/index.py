"""Putting things into the index and taking them out, in the caller's transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.utils.functional import Promise

from talkoot.search.models import Entry

CONFIGURATIONS = {
    "fi": "finnish",
    "sv": "swedish",
    "en": "english",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "de": "german",
    "fr": "french",
}
"""PostgreSQL's stemmers by language; other languages are found by whole words and beginnings."""


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


def put(kind: str, row_id: int, documents: list[Document]) -> None:
    """Makes the index hold exactly these documents for the thing; none takes it out."""
    Entry.objects.filter(kind=kind, row_id=row_id).exclude(
        language__in=[document.language for document in documents]
    ).delete()
    for document in documents:
        configuration = CONFIGURATIONS.get(document.language, "simple")
        words = (
            SearchVector(Value(document.title), weight="A", config="simple")
            + SearchVector(Value(document.title), weight="A", config=configuration)
            + SearchVector(Value(document.summary), weight="B", config=configuration)
            + SearchVector(Value(document.text), weight="C", config=configuration)
            + SearchVector(
                Value(f"{document.summary} {document.text}"), weight="D", config="simple"
            )
        )
        Entry.objects.update_or_create(
            kind=kind,
            row_id=row_id,
            language=document.language,
            defaults={
                "title": document.title,
                "summary": document.summary,
                "address": document.address,
                "plain": f"{document.title} {document.summary} {document.text}".lower(),
                "words": words,
            },
        )


def rebuild() -> int:
    """Empties the index and fills it from every registered kind; returns how many it holds."""
    Entry.objects.all().delete()
    count = 0
    for kind in kinds.values():
        for row_id, documents in kind.everything():
            put(kind.name, row_id, documents)
            count += 1
    return count
