"""The indicator catalogues as their pages show them, and what of them is found by searching."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.search.index import Document
from talkoot.terms.models import Indicator, IndicatorCatalogue
from talkoot.terms.models.indicator import CatalogueQuerySet, IndicatorQuerySet

KIND = "terms.catalogue"


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


def documents_of(catalogue: IndicatorCatalogue) -> list[Document]:
    """One document for each language of the product, found by every code and name in the catalogue."""
    return [_document(catalogue, tag) for tag in PRODUCT_LANGUAGES]


def everything() -> Iterator[tuple[int, list[Document]]]:
    """Every catalogue's newest version with its documents, for building the index anew."""
    current = IndicatorCatalogue.objects.current().prefetch_related("indicators").order_by("pk")
    for catalogue in current:
        yield catalogue.pk, documents_of(catalogue)


def _document(catalogue: IndicatorCatalogue, tag: str) -> Document:
    indicators = catalogue.indicators.all()
    return Document(
        language=tag,
        title=catalogue.names.pick(tag).text,
        address=f"/terms/indicators/{catalogue.code}/",
        summary=catalogue.fund.pick(tag).text,
        text=" ".join(f"{row.code} {row.names.pick(tag).text}" for row in indicators),
    )
