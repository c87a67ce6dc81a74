"""What of the indicator catalogues is found by searching."""

from collections.abc import Iterator

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.search.index import Document
from talkoot.terms.models import IndicatorCatalogue

KIND = "terms.catalogue"


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
