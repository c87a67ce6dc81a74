"""What of an organisation is found by searching."""

from collections.abc import Iterator

from django.utils.translation import override

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.organisations.models import Organisation
from talkoot.search.index import Document

KIND = "organisations.organisation"


def documents_of(organisation: Organisation) -> list[Document]:
    """One document for each language of its names and descriptions; none once it is merged away."""
    if organisation.merged_into_id is not None:
        return []
    tags = dict.fromkeys([*organisation.names, *organisation.descriptions])
    return [_document(organisation, tag) for tag in tags]


def everything() -> Iterator[tuple[int, list[Document]]]:
    """Every live organisation with its documents, for building the index anew."""
    live = Organisation.objects.live().select_related("parent").order_by("pk")
    for organisation in live.iterator(chunk_size=500):
        yield organisation.pk, documents_of(organisation)


def _document(organisation: Organisation, tag: str) -> Document:
    name = organisation.names.pick(tag).text
    short = organisation.short_name
    with override(tag if tag in PRODUCT_LANGUAGES else "en"):
        kind = organisation.get_kind_display()
        description = organisation.descriptions.get(tag, "")
        return Document(
            language=tag,
            title=f"{name} ({short})" if short and short not in name else name,
            address=f"/organisations/{organisation.slug}/",
            summary=description or kind[:1].upper() + kind[1:],
            text=" ".join(
                part
                for part in (
                    kind,
                    organisation.business_id,
                    organisation.parent.names.pick(tag).text if organisation.parent else "",
                )
                if part
            ),
        )
