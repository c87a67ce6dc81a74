"""Who knows what: the shown rows by theme, and the questions a person has."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from talkoot.kit.alphabet import by_letters, by_name
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.organisations.models import AreaCovered, Expertise, Membership, Organisation
from talkoot.terms.models import Area, Topic


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks for; empty is everything."""

    text: str = ""
    topic: str = ""
    area: str = ""


def choices() -> tuple[list[Topic], list[Area]]:
    """The themes that somebody shows to know, and the areas where their organisations are."""
    shown = Expertise.objects.shown()
    topics = Topic.objects.filter(Exists(shown.filter(topic=OuterRef("pk")))).by_name()
    members = Membership.objects.live().filter(person__in=shown.values("person"))
    covered = AreaCovered.objects.filter(organisation__in=members.values("organisation"))
    areas = Area.objects.filter(Exists(covered.filter(area=OuterRef("pk")))).by_name()
    return list(topics), list(areas)


def found(wanted: Wanted) -> QuerySet[Expertise]:
    """The shown rows that fit, theme by theme and then by person; with each person's organisations."""
    rows = Expertise.objects.shown()
    if wanted.topic:
        rows = rows.filter(topic__code=wanted.topic)
    if wanted.area:
        there = Membership.objects.live().filter(
            person=OuterRef("person"),
            organisation__in=AreaCovered.objects.inside(wanted.area).values("organisation"),
        )
        rows = rows.filter(Exists(there))
    for word in wanted.text.split()[:8]:
        at = Membership.objects.live().filter(
            person=OuterRef("person"), organisation__in=Organisation.objects.live().named(word)
        )
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(description__icontains=word)
            | Q(topic__in=Topic.objects.filter(_in_names(word)))
            | Exists(at)
        )
    memberships = Membership.objects.live().select_related("organisation").order_by("pk")
    return (
        rows.select_related("person", "topic")
        .prefetch_related(Prefetch("person__memberships", memberships, to_attr="live_memberships"))
        .order_by(by_name("topic__names"), "topic", by_letters("person__name"), "pk")
    )


def _in_names(word: str) -> Q:
    condition = Q()
    for tag in PRODUCT_LANGUAGES:
        condition |= Q(**{f"names__{tag}__icontains": word})
    return condition
