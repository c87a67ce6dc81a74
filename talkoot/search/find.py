"""Finding: every word that a person wrote, in any order, inflected, cut short or inside a compound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, SearchRank
from django.db.models import Case, F, Q, QuerySet, Value, When

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.search.finnish import LEAST, roots
from talkoot.search.index import CONFIGURATIONS, words_of
from talkoot.search.models import Entry, Word

LONGEST = 200
MOST_WORDS = 10
MOST_FORMS = 300
"""So many different words of the index are taken for all that a person wrote, the shortest first."""

SMALL = frozenset(
    {"ja", "tai", "sekä", "och", "eller", "samt", "i", "på", "av", "en", "ett"}
    | {"and", "or", "the", "of", "in", "on", "for", "a", "an", "to"}
)
"""Words that say nothing of what is looked for; left out when something else was written too."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found, by its entry in the best language there is."""

    pk: int
    kind: str
    language: str
    title: str
    rank: float


def asked_for(written: str) -> list[str]:
    """The words that are looked for: at most ten, small ones left out."""
    words = words_of(written[:LONGEST])
    return [word for word in words if word not in SMALL][:MOST_WORDS] or words[:MOST_WORDS]


def parts_of(word: str) -> list[str]:
    """The word and its roots: what a found word holds, or begins with when the part is short."""
    return list(dict.fromkeys([word, *roots(word)]))


def holds(found: str, part: str) -> bool:
    """Whether a word of the index answers to a part: long parts stand anywhere in a compound."""
    if len(part) >= LEAST:
        return part in found
    return found.startswith(part) if len(part) > 1 else found == part


def holding(written: str, *, kind: str = "") -> QuerySet[Entry]:
    """The entries that hold every word, in no order, to narrow other rows by; an empty search none.

    Asks at once which words the index knows.
    """
    words = asked_for(written)
    entries = Entry.objects.filter(words=_query(words)) if words else Entry.objects.none()
    return entries.filter(kind=kind) if kind else entries


def find(written: str, *, language: str, kind: str = "") -> list[Hit]:
    """All the things that hold every word, best first, each in `language` when it has one.

    An empty search finds nothing. Two queries, however much there is.
    """
    words = asked_for(written)
    if not words:
        return []
    query = _query(words)
    entries = Entry.objects.filter(words=query)
    if kind:
        entries = entries.filter(kind=kind)
    nearness = Case(
        *(When(language=tag, then=Value(place)) for place, tag in enumerate(_order(language))),
        default=Value(9),
    )
    found = (
        entries.annotate(nearness=nearness, rank=SearchRank(F("words"), query))
        .order_by("kind", "row_id", "nearness", "language")
        .distinct("kind", "row_id")
        .values_list("pk", "kind", "language", "title", "rank")
    )
    hits = [Hit(*row) for row in found]
    parts = [parts_of(word) for word in words]
    return sorted(
        hits, key=lambda hit: (-hit.rank - _in_title(hit.title, parts), hit.title, hit.pk)
    )


def entries_of(hits: Sequence[Hit]) -> list[Entry]:
    """The entries of one page of hits, in their order."""
    found = Entry.objects.defer("words").in_bulk([hit.pk for hit in hits])
    return [found[hit.pk] for hit in hits if hit.pk in found]


def _order(language: str) -> list[str]:
    return list(dict.fromkeys([language, *PRODUCT_LANGUAGES]))


def _query(words: list[str]) -> SearchQueryCombinable:
    """Every word in one of its forms: as it is in the index, or stemmed as other languages stem."""
    known = _known([part for word in words for part in parts_of(word)])
    asked = []
    for word in words:
        forms = [found for found in known if any(holds(found, part) for part in parts_of(word))]
        choices: list[SearchQueryCombinable] = [
            SearchQuery(_quoted([word, *forms]), config="simple", search_type="raw")
        ]
        choices += [SearchQuery(word, config=stemmer) for stemmer in CONFIGURATIONS.values()]
        asked.append(reduce(or_, choices))
    return reduce(and_, asked)


def _known(parts: list[str]) -> list[str]:
    """The words of the index that answer to any of the parts, in one query."""
    condition = Q()
    for part in dict.fromkeys(parts):
        if len(part) >= LEAST:
            condition |= Q(word__contains=part)
        elif len(part) > 1:
            condition |= Q(word__startswith=part)
    if not condition:
        return []
    found = Word.objects.filter(condition).values_list("word", flat=True).distinct()
    return sorted(found, key=lambda word: (len(word), word))[:MOST_FORMS]


def _quoted(lexemes: Iterable[str]) -> str:
    return " | ".join(f"'{lexeme}'" for lexeme in dict.fromkeys(lexemes))


def _in_title(title: str, parts: list[list[str]]) -> float:
    """How great a share of the words stands in the title: a name beats a mention."""
    own = words_of(title)
    there = sum(any(holds(word, part) for word in own for part in each) for each in parts)
    return there / len(parts)
