"""The list of projects."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from talkoot.projects.forms.filters import STATES, FilterForm
from talkoot.projects.models import Project
from talkoot.projects.queries import listing
from talkoot.projects.views.cards import cards
from talkoot.ui import doors
from talkoot.ui.context import door
from talkoot.ui.pictures import TimelineRow

AT_A_TIME = 12


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
    asked = {name: value for name, value in vars(wanted).items() if value}
    context = {
        "form": form,
        "wanted": wanted,
        "page_obj": page,
        "count": page.paginator.count,
        "rows": rows,
        "cards": cards(rows, address, areas),
        "timeline": [_time(row, address, language) for row in rows if row.starts_on or row.ends_on],
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


def _time(row: Project, address: str, language: str) -> TimelineRow:
    name = (row.short_names or row.names).pick()
    return TimelineRow(
        name.text,
        row.period,
        f"{address}{row.slug}/",
        language="" if name.language == language else name.language,
    )
