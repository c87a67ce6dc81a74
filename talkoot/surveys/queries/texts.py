"""Answers in people's own words: which of them somebody may read, in an order that tells nothing."""

from django.db.models import Count, Q, QuerySet

from talkoot.projects.models import Project
from talkoot.surveys.models import Item, OpenText, Theme, Wave
from talkoot.surveys.queries.asking import items_of

ON_A_PAGE = 200


def released_of(wave: Wave) -> QuerySet[OpenText]:
    """The texts of a wave whose results are made, for those who check them. In the order of their
    random keys, in which nothing of one person stands together."""
    return OpenText.objects.filter(wave=wave, is_released=True).order_by("pk")


def shown_of_wave(wave: Wave) -> list[tuple[object, list[OpenText]]]:
    """By question, the texts of a wave that somebody has checked and let be shown."""
    rows = list(released_of(wave).filter(state=OpenText.State.SHOWN)[:ON_A_PAGE])
    asked = [(item, [row for row in rows if row.item_key == item.key]) for item in items_of(wave)]
    return [(item.words, texts) for item, texts in asked if texts]


def themes_of(project: Project) -> list[tuple[Theme, int]]:
    """The project's themes and how many of the texts that are shown are about each, the most first."""
    counted = Count(
        "marks", filter=Q(marks__text__state=OpenText.State.SHOWN, marks__text__is_released=True)
    )
    rows = Theme.objects.filter(project=project).annotate(texts=counted).filter(texts__gt=0)
    return [(row, row.texts) for row in rows.order_by("-texts", "pk")]


def shown_of_project(project: Project) -> list[tuple[object, list[OpenText]]]:
    """By question, the checked texts of all the events of a project; at most so many as a page holds,
    and of which event each is stays untold."""
    rows = OpenText.objects.filter(
        wave__project=project,
        wave__kind=Wave.Kind.EVENT,
        is_released=True,
        state=OpenText.State.SHOWN,
    )
    texts = list(rows.order_by("pk")[:ON_A_PAGE])
    if not texts:
        return []
    by_key: dict[str, list[OpenText]] = {}
    for text in texts:
        by_key.setdefault(text.item_key, []).append(text)
    waves = Wave.objects.filter(project=project, kind=Wave.Kind.EVENT).order_by()
    asked = Q(version__in=waves.values("core")) | Q(version__in=waves.values("own"))
    items = Item.objects.filter(asked, key__in=by_key).order_by("version__number", "-position")
    words = {item.key: item.words for item in items}
    return [(words[key], by_key[key]) for key in reversed(words)]
