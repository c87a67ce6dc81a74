"""An organisation's public page."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from talkoot.kit.countries import country_name
from talkoot.kit.languages import PRODUCT_LANGUAGES, Text
from talkoot.organisations.models import AreaCovered, Organisation
from talkoot.organisations.queries.page import parts_of
from talkoot.ui import doors, panels
from talkoot.ui.context import door


@doors.kept
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that anyone may know of one organisation; a merged one's address leads on."""
    rows = Organisation.objects.select_related("parent", "merged_into")
    row = get_object_or_404(rows, slug=slug)
    if row.merged_into is not None:
        return HttpResponsePermanentRedirect(
            reverse("organisations:page", args=[row.merged_into.slug])
        )
    who = request.user
    may_change = Organisation.objects.run_by(who).filter(pk=row.pk).exists()
    parts = parts_of(row)
    context = {
        "organisation": row,
        "parts": parts,
        "country": country_name(row.country),
        "other_names": _other_names(row),
        "sources": _sources([*parts.located, *parts.covers], row.source),
        "uncertain": any(covered.is_uncertain for covered in parts.covers + parts.located),
        "may_change": may_change,
        "list_url": door("organisations:list"),
        "coverage_url": door("organisations:coverage"),
        "panels": panels.drawn("organisations.page", request, row),
    }
    return render(request, "organisations/page.html", context)


def _other_names(row: Organisation) -> list[Text]:
    """The names in the languages that the heading does not show, the product's languages first."""
    shown = row.names.pick(get_language()).language
    tags = [tag for tag in (*PRODUCT_LANGUAGES, *row.names) if tag != shown and tag in row.names]
    return [Text(row.names[tag], tag) for tag in dict.fromkeys(tags)]


def _sources(rows: list[AreaCovered], own: str) -> list[str]:
    """Where what is said here was read, each once."""
    return list(dict.fromkeys(part for part in (own, *(row.source for row in rows)) if part))
