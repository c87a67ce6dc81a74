"""The list of projects."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language

from talkoot.kit.languages import Text, Texts
from talkoot.kit.periods import Period
from talkoot.projects.forms.filters import STATES, FilterForm
from talkoot.projects.models import Project
from talkoot.projects.queries import listing
from talkoot.projects.views import words
from talkoot.ui import doors
from talkoot.ui.context import door
from talkoot.ui.pictures import TimelineRow

AT_A_TIME = 12
MOST_WORDS = 28


@dataclass(frozen=True)
class Card:
    """One project as the list shows it."""

    name: Text
    address: str
    summary: Text
    period: Period
    state: tuple[Promise, str] | None
    fund: Texts | None
    owner: Texts
    areas: list[Texts]
    project: Project


@doors.kept
def projects(request: HttpRequest) -> HttpResponse:
    """All projects the visitor may see, narrowed and paged, with a picture of their times."""
    form = FilterForm(request.GET, choices=listing.choices())
    wanted = form.wanted()
    language = get_language() or "fi"
    found = listing.narrowed(Project.objects.visible_to(request.user), wanted)
    page = Paginator(listing.on_a_page(found), AT_A_TIME).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    address, areas = door("projects:list"), listing.areas_of(rows)
    cards = [_card(row, address, areas.get(row.pk, [])) for row in rows]
    asked = {name: value for name, value in vars(wanted).items() if value}
    context = {
        "form": form,
        "page_obj": page,
        "count": page.paginator.count,
        "cards": cards,
        "timeline": [
            TimelineRow(
                card.name.text,
                card.period,
                card.address,
                language="" if card.name.language == language else card.name.language,
            )
            for card in cards
            if card.period
        ],
        "states": [
            (label, f"?{urlencode({**asked, 'state': state})}", state == wanted.state)
            for state, label in STATES
        ],
        "narrowed": any(name != "sort" for name in asked),
        "opened": any(name not in {"text", "state"} for name in asked) or bool(form.errors),
        "projects_url": address,
        "new_url": door("projects:new") if request.user.is_authenticated else "",
    }
    return render(request, "projects/list.html", context)


def _card(row: Project, address: str, areas: list[Texts]) -> Card:
    summary = row.summaries.pick()
    short = Truncator(summary.text).words(MOST_WORDS)
    programme = row.programme
    return Card(
        name=(row.short_names or row.names).pick(),
        address=f"{address}{row.slug}/",
        summary=Text(short, summary.language),
        period=row.period,
        state=words.STATES.get(row.state()),
        fund=(programme.short_names or programme.names) if programme else None,
        owner=row.owner.names,
        areas=areas,
        project=row,
    )
