"""Finding: the words a person wrote, in any order, stemmed, by their beginnings and inside compounds."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from talkoot.search.index import CONFIGURATIONS
from talkoot.search.models import Entry

LONGEST = 200


def words_of(written: str) -> list[str]:
    """At most ten words of letters and digits, lower case."""
    return re.findall(r"\w+", written[:LONGEST].lower())[:10]


def find(written: str, *, language: str, kind: str = "") -> QuerySet[Entry]:
    """The things that hold every word, best first, each in `language` when it has one.

    An empty search finds nothing. Compounds are found by any part of at least four letters.
    """
    words = words_of(written)
    if not words:
        return Entry.objects.none()
    condition = Q()
    rank = Value(0.0, output_field=FloatField())
    for word in words:
        query = SearchQuery(f"{word}:*", config="simple", search_type="raw")
        for configuration in {CONFIGURATIONS[tag] for tag in ("fi", "sv", "en")}:
            query = query | SearchQuery(word, config=configuration, search_type="plain")
        holds = Q(words=query)
        if len(word) >= 4:
            holds |= Q(plain__contains=word)
        condition &= holds
        rank = rank + SearchRank(F("words"), query)  # type: ignore[assignment]  # expressions add up
    found = Entry.objects.filter(condition)
    if kind:
        found = found.filter(kind=kind)
    nearness = Case(
        When(language=language, then=Value(0)),
        When(language="fi", then=Value(1)),
        default=Value(2),
    )
    one_each = (
        found.annotate(nearness=nearness)
        .order_by("kind", "row_id", "nearness", "language")
        .distinct("kind", "row_id")
        .values("pk")
    )
    return (
        Entry.objects.filter(pk__in=one_each)
        .annotate(rank=Coalesce(rank, 0.0))
        .order_by("-rank", "title", "pk")
    )
