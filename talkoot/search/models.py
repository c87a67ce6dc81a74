"""The index: one row for each findable thing and language, and every word that stands in them."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from talkoot.kit.privacy import Privacy


class Entry(models.Model):
    """What can be found: a public thing in one language, with its address and its words.

    `kind` is the area's name for the thing (`projects.project`); `kind`, `row_id` and `language`
    are unique together. Only what anyone may see is indexed.
    """

    kind = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    language = models.CharField(max_length=35)
    title = models.TextField()
    summary = models.TextField(blank=True)
    address = models.CharField(max_length=300)
    words = SearchVectorField()

    privacy: ClassVar = Privacy(other=("kind", "language", "title", "summary", "address", "words"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "row_id", "language"], name="search_entry_one_per_language"
            )
        ]
        indexes = [GinIndex(fields=["words"], name="search_entry_words")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id} {self.language}: {self.title}"


class Word(models.Model):
    """One word that stands in some entry, or stood there once: the list in which parts of words are
    looked for, thousands of times shorter than the texts.

    Not unique on purpose: two transactions that bring the same new word never wait for each other,
    and a word that is here twice is found as well.
    """

    word = models.TextField(db_index=True)

    privacy: ClassVar = Privacy(other=("word",))

    def __str__(self) -> str:
        return self.word
