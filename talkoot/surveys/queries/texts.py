"""Answers in people's own words: which of them somebody may read, in an order that tells nothing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, TextField

from talkoot.projects.models import Project
from talkoot.surveys.models import Batch, Item, OpenText, Theme, Wave
from talkoot.surveys.queries.asking import items_of

ON_A_PAGE = 200
MOST_WORDS, IN_TEXTS = 20, 2


def released_of(wave: Wave) -> QuerySet[OpenText]:
    """The texts of a wave that has results of its own, for those who check them. In the order of their
    random keys, in which nothing of one person stands together. What people wrote in one that was too
    small is found only among those of the whole project (`released_in`)."""
    own = Batch.objects.filter(wave=OuterRef("wave"))
    return OpenText.objects.filter(Exists(own), wave=wave, is_released=True).order_by("pk")


def released_in(project: Project) -> QuerySet[OpenText]:
    """The texts of all the feedback and surveys of a project whose answers are in some result, in the
    same order that tells nothing."""
    return OpenText.objects.filter(wave__project=project, is_released=True).order_by("pk")


def frequent_words(texts: QuerySet[OpenText]) -> list[tuple[str, int]]:
    """The basic forms that stand in most of the texts, and in how many; only those that stand in two."""
    each = Func(F("lemmas"), function="jsonb_array_elements_text", output_field=TextField())
    words = texts.filter(lemmas__isnull=False).order_by().annotate(word=each).values("word")
    counted = words.annotate(number=Count("pk")).filter(number__gte=IN_TEXTS)
    return list(counted.order_by("-number", "word").values_list("word", "number")[:MOST_WORDS])


def shown_of_wave(wave: Wave) -> list[tuple[object, list[OpenText]]]:
    """By question, the texts of a wave that somebody has checked and let be shown."""
    rows = list(released_of(wave).filter(state=OpenText.State.SHOWN)[:ON_A_PAGE])
    asked = [(item, [row for row in rows if row.item_key == item.key]) for item in items_of(wave)]
    return [(item.words, texts) for item, texts in asked if texts]


def marked_themes(project: Project) -> QuerySet[Theme]:
    """All the project's themes, each with `texts`: how many are marked with it, shown or not."""
    return Theme.objects.filter(project=project).annotate(texts=Count("marks"))


def themes_of(project: Project) -> list[tuple[Theme, int]]:
    """The project's themes and how many of the texts that are shown of its events are about each, the
    most first."""
    counted = Count(
        "marks",
        filter=Q(
            marks__text__state=OpenText.State.SHOWN,
            marks__text__is_released=True,
            marks__text__wave__kind=Wave.Kind.EVENT,
        ),
    )
    rows = Theme.objects.filter(project=project).annotate(texts=counted).filter(texts__gt=0)
    return [(row, row.texts) for row in rows.order_by("-texts", "pk")]


def shown_of_project(project: Project) -> list[tuple[object, list[OpenText]]]:
    """By question, the checked texts of all the events of a project."""
    return _shown(Wave.objects.filter(project=project, kind=Wave.Kind.EVENT))


def shown_among(waves: QuerySet[Wave]) -> list[tuple[object, list[OpenText]]]:
    """By question, the checked texts of those of the waves that have results of their own: beside none
    they would tell that one of a few wrote them."""
    return _shown(waves.filter(Exists(Batch.objects.filter(wave=OuterRef("pk")))))


def _shown(waves: QuerySet[Wave]) -> list[tuple[object, list[OpenText]]]:
    """At most so many as a page holds; of which wave each is stays untold."""
    rows = OpenText.objects.filter(
        wave__in=waves.order_by(), is_released=True, state=OpenText.State.SHOWN
    )
    texts = list(rows.order_by("pk")[:ON_A_PAGE])
    if not texts:
        return []
    by_key: dict[str, list[OpenText]] = {}
    for text in texts:
        by_key.setdefault(text.item_key, []).append(text)
    words = questions_of(waves, by_key)
    return [(words[key], by_key[key]) for key in reversed(words)]


def questions_of(waves: QuerySet[Wave], keys: Iterable[str]) -> dict[str, Any]:
    """The newest words of the questions that the waves asked, by key; the last of a form first."""
    asked = Q(version__in=waves.order_by().values("core")) | Q(
        version__in=waves.order_by().values("own")
    )
    items = Item.objects.filter(asked, key__in=keys).order_by("version__number", "-position")
    return {item.key: item.words for item in items}
