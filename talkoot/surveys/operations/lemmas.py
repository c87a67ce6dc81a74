"""The basic forms of the words that people wrote, looked up when their texts are opened."""

from collections.abc import Iterable

from django.db import connection

from talkoot.kit.lemmas import lemmas_of
from talkoot.surveys.models import OpenText

AT_ONCE = 1000
SHORTEST = 3


def find_lemmas() -> int:
    """Looks up the basic forms of the texts that have been opened since the last time, or whose words
    were changed; returns how many texts. Words that say nothing by themselves (and, but, be) are left
    out. A text that is changed meanwhile is looked up again the next time."""
    found = 0
    while rows := list(
        OpenText.objects.filter(is_released=True, lemmas__isnull=True).order_by("pk")[:AT_ONCE]
    ):
        told = lemmas_of([(row.language, row.text) for row in rows])
        empty = _say_nothing(word for words in told for word in words)
        for row, words in zip(rows, told, strict=True):
            kept = [one for one in words if len(one) >= SHORTEST and one not in empty]
            OpenText.objects.filter(pk=row.pk, text=row.text).update(lemmas=kept)
        found += len(rows)
    return found


def _say_nothing(words: Iterable[str]) -> set[str]:
    """Those of the words that PostgreSQL's own lists for the three languages leave out of searches."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word FROM unnest(%s::text[]) AS words(word)
             WHERE '{}' IN (ts_lexize('finnish_stem', word), ts_lexize('swedish_stem', word),
                            ts_lexize('english_stem', word))
            """,
            [sorted(set(words))],
        )
        return {row[0] for row in cursor.fetchall()}
