"""The list of organisations: what it can be narrowed by, and the rows that fit."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q

from talkoot.organisations.models import AreaCovered, Organisation
from talkoot.organisations.models.organisation import OrganisationQuerySet
from talkoot.terms.models import Area


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks for; empty is everything."""

    text: str = ""
    kind: str = ""
    area: str = ""
    country: str = ""


@dataclass(frozen=True)
class Choices:
    """What is there to choose: kinds and countries in use, and areas that somebody is in or covers."""

    kinds: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)


def choices() -> Choices:
    """Two questions to the database."""
    live = Organisation.objects.live().values_list("kind", "country").distinct()
    kinds, countries = set(), set()
    for kind, country in live:
        kinds.add(kind)
        countries.add(country)
    used = AreaCovered.objects.filter(area=OuterRef("pk"))
    areas = Area.objects.filter(Exists(used)).by_name()
    return Choices(
        sorted(kinds),
        sorted(countries),
        [(area.code, f"{area} ({area.get_kind_display()})") for area in areas],
    )


def narrowed(rows: OrganisationQuerySet, wanted: Wanted) -> OrganisationQuerySet:
    """The rows that fit all that is wanted, by name."""
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    if wanted.area:
        rows = rows.filter(
            Exists(AreaCovered.objects.inside(wanted.area).filter(organisation=OuterRef("pk")))
        )
    for word in wanted.text.split()[:8]:
        with_it = Organisation.objects.named(word).values("pk")
        rows = rows.filter(Q(pk__in=with_it) | Q(business_id=word))
    covered = AreaCovered.objects.select_related("area")
    return rows.by_name().prefetch_related(Prefetch("coverage", covered))
