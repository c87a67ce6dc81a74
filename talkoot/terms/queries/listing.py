"""The indicator catalogues as their pages show them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from talkoot.terms.models import Indicator, IndicatorCatalogue
from talkoot.terms.models.indicator import CatalogueQuerySet, IndicatorQuerySet


@dataclass(frozen=True)
class Group:
    """The indicators of one kind, in the catalogue's order."""

    kind: str
    indicators: list[Indicator]


def catalogues() -> CatalogueQuerySet:
    """The newest versions with `outputs` and `results` counted, and the programmes that use them."""
    current: CatalogueQuerySet = IndicatorCatalogue.objects.current().annotate(
        outputs=Count("indicators", filter=Q(indicators__kind="output")),
        results=Count("indicators", filter=Q(indicators__kind="result")),
    )
    return current.prefetch_related("programmes").order_by("code")


def found(text: str) -> IndicatorQuerySet:
    """The indicators of the newest versions that have the text, catalogue by catalogue."""
    current = IndicatorCatalogue.objects.current()
    return (
        Indicator.objects.filter(catalogue__in=current)
        .named(text)
        .select_related("catalogue", "depends_on")
        .order_by("catalogue__code", "position", "code")
    )


def versions_of(code: str) -> list[IndicatorCatalogue]:
    """All versions of a catalogue, newest first; none if there is no such catalogue."""
    versions = IndicatorCatalogue.objects.filter(code=code).prefetch_related("programmes")
    return list(versions.order_by("-version_on"))


def groups_of(catalogue: IndicatorCatalogue, text: str) -> list[Group]:
    """The catalogue's indicators that have the text, outputs first; a kind without any is left out."""
    rows = list(
        catalogue.indicators.named(text).select_related("depends_on").order_by("position", "code")
    )
    groups = [Group(kind, [row for row in rows if row.kind == kind]) for kind in Indicator.Kind]
    return [group for group in groups if group.indicators]
