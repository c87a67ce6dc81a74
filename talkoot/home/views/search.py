"""The search page: over everything that anyone may see."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from talkoot.home.forms import SearchForm
from talkoot.search import index
from talkoot.search.find import asked_for, entries_of, find
from talkoot.search.marking import excerpt, marked
from talkoot.search.models import Entry
from talkoot.ui import doors
from talkoot.ui.context import door

AT_A_TIME = 20


@dataclass(frozen=True)
class Found:
    """One thing as the search page shows it; `language` is empty when it is the page's own."""

    title: SafeString
    excerpt: SafeString
    address: str
    kind: str | Promise
    language: str


@dataclass(frozen=True)
class Narrowing:
    """One kind that the results can be narrowed to, with how many there are."""

    label: str | Promise
    address: str
    count: int
    here: bool


@doors.public
def search(request: HttpRequest) -> HttpResponse:
    """Everything that holds the written words, best first, by kind, paged."""
    form = SearchForm(request.GET)
    written = form.words()
    language = get_language() or "fi"
    hits = find(written, language=language)
    counts = Counter(hit.kind for hit in hits)
    kind = request.GET.get("kind", "")
    if counts[kind]:
        hits = [hit for hit in hits if hit.kind == kind]
    else:
        kind = ""
    page = Paginator(hits, AT_A_TIME).get_page(request.GET.get("page"))
    words = asked_for(written)
    context = {
        "form": form,
        "written": written,
        "page_obj": page,
        "count": page.paginator.count,
        "found": [_found(entry, words, language) for entry in entries_of(list(page.object_list))],
        "kinds": _narrowings(counts, written, kind),
        "projects_url": door("projects:list"),
        "network_url": door("organisations:list"),
    }
    return render(request, "home/search.html", context)


def _found(entry: Entry, words: list[str], language: str) -> Found:
    kind = index.kinds.get(entry.kind)
    return Found(
        title=marked(entry.title, words),
        excerpt=excerpt(entry.summary, words),
        address=f"/{language}{entry.address}",
        kind=kind.label if kind else "",
        language="" if entry.language == language else entry.language,
    )


def _narrowings(counts: Counter[str], written: str, kind: str) -> list[Narrowing]:
    """The kinds there are results of; none when all are of one kind."""
    if len(counts) < 2:
        return []
    return [
        Narrowing(
            index.kinds[name].label,
            f"?{urlencode({'q': written, 'kind': name})}",
            number,
            name == kind,
        )
        for name, number in counts.most_common()
        if name in index.kinds
    ]
