"""A decision maker's summary of one page: as a page, as PDF and as a picture, by one address."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.kit.files import FileKind
from talkoot.kit.limits import Limit
from talkoot.people.models import signed_in
from talkoot.projects.models import Project
from talkoot.reports.forms.summary import SummaryForm
from talkoot.reports.queries import summary as queries
from talkoot.reports.queries.document_figures import written
from talkoot.reports.queries.document_words import moment
from talkoot.terms.models import Area
from talkoot.ui.documents import pdf as made_pdf
from talkoot.ui.documents import png as made_png
from talkoot.ui.downloads import download
from talkoot.ui.pictures import BarRow

SOURCE = Path(__file__).parent.parent / "documents" / "summary.typ"
NAMED = 8
"""So many projects are named; the rest are counted."""
FETCHED = Limit(60, seconds=600)
"""Files that one person makes."""


@dataclass(frozen=True)
class Shown:
    """One measure's answer in words."""

    name: str
    number: str
    unit: str
    how: str
    left_out: str
    bars: list[BarRow]


@dataclass(frozen=True)
class Summary:
    """All that the page and the files say."""

    title: str
    text: str
    years: str
    projects: str
    sources: list[Project]
    shown: list[Shown]
    counted: datetime


def _form(request: HttpRequest) -> SummaryForm:
    first, last = queries.years_to_choose()
    asked: QueryDict = request.GET.copy()
    for name, year in (("first", first), ("last", last)):
        if not asked.get(name):
            asked[name] = str(year)
    me = signed_in(request.user)
    offered = list(queries.offered(me, asked.get("find", ""))[: queries.MOST_OFFERED])
    known = {row.slug for row in offered}
    wanted = [slug for slug in asked.getlist("p") if slug not in known]
    chosen = queries.projects_of(me, wanted) if wanted else []
    # What has been chosen before stays among the choices whatever is looked for now.
    rows = [*chosen, *offered]
    asked.setlist("p", [row.slug for row in rows if row.slug in set(asked.getlist("p"))])
    # A link that only names a project or a measure opens the choices with it ticked.
    begun = "first" in request.GET
    initial = {"first": first, "last": last, "p": asked.getlist("p"), "m": asked.getlist("m")}
    return SummaryForm(asked if begun else None, offered=rows, initial=initial)


def _made(request: HttpRequest, form: SummaryForm) -> Summary:
    said = form.cleaned_data
    area = Area.objects.filter(code=said["area"]).first() if said.get("area") else None
    me, chosen = signed_in(request.user), said.get("p") or []
    projects = queries.projects_of(me, chosen, said.get("area", ""))
    asked = [one for one in queries.askable() if one.code in said["m"]]
    answers = queries.answers(asked, projects, said["first"], said["last"])
    span = (
        f"{said['first']}–{said['last']}" if said["first"] != said["last"] else str(said["first"])
    )
    names = [str(row) for row in projects]
    rest = len(names) - NAMED
    listed = ", ".join(names[:NAMED])
    if rest > 0:
        more = ngettext("and %(count)d other", "and %(count)d others", rest) % {"count": rest}
        listed = f"{listed} {more}"
    return Summary(
        title=said["title"] or (str(area) if area and not said.get("p") else _("Results in brief")),
        text=said["text"].replace("\r\n", "\n").strip(),
        years=span,
        projects=listed,
        sources=projects[:NAMED],
        shown=[_shown(one) for one in answers],
        counted=timezone.now(),
    )


def _shown(one: queries.Answer) -> Shown:
    number = written(one.measure.in_unit(one.total))
    if one.left_out:
        number = _("at least {number}").format(number=number)
    elif one.is_about:
        number = _("about {number}").format(number=number)
    left_out = ngettext(
        "The number of some year of %(count)d project is left out, because somebody could be known "
        "by it.",
        "The numbers of some years of %(count)d projects are left out, because somebody could be "
        "known by them.",
        one.left_out,
    ) % {"count": one.left_out}
    bars = [
        BarRow(str(year), one.measure.in_unit(amount), written(one.measure.in_unit(amount)))
        for year, amount in one.years.items()
    ]
    return Shown(
        str(one.measure.name), number, str(one.unit), str(one.measure.how),
        left_out if one.left_out else "", bars,
    )  # fmt: skip  # one row


@never_cache
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """The choices, and what they give."""
    form = _form(request)
    made = _made(request, form) if form.is_bound and form.is_valid() else None
    query = request.GET.urlencode()
    words = {"form": form, "made": made, "query": query}
    return render(request, "reports/summary.html", words)


@require_safe
def summary_pdf(request: HttpRequest) -> HttpResponse:
    """The same as an accessible PDF of one page."""
    return _answer(made_pdf(SOURCE, _data(request, picture=False)), FileKind.PDF)


@require_safe
def summary_png(request: HttpRequest) -> HttpResponse:
    """The same as a picture."""
    return _answer(made_png(SOURCE, _data(request, picture=True)), FileKind.PNG)


def _data(request: HttpRequest, *, picture: bool) -> dict[str, Any]:
    form = _form(request)
    if not form.is_bound or not form.is_valid() or not FETCHED.takes(str(request.user.pk)):
        raise Http404
    made = _made(request, form)
    address = settings.SITE_URL + reverse("reports:summary")
    return {
        "language": get_language() or "fi",
        "picture": picture,
        "title": made.title,
        "text": made.text,
        "years": made.years,
        "counted": _("Counted {day}").format(day=moment(made.counted)),
        "projects_words": _("Projects"),
        "projects": made.projects,
        "how_words": _("How it is counted"),
        "year_words": _("Year"),
        "source": _("Source: Talkoot, {address}").format(address=address.split("://", 1)[-1]),
        "each": _("Whoever took part in several projects is counted once in each of them.")
        if len(made.sources) > 1
        else "",
        "answers": [
            {
                "name": one.name,
                "number": one.number,
                "unit": one.unit,
                "how": one.how,
                "left_out": one.left_out,
                "years": [
                    {"year": bar.label, "shown": str(bar.shown), "value": float(bar.value or 0)}
                    for bar in one.bars
                ],
            }
            for one in made.shown
        ],
    }


def _answer(content: bytes, kind: FileKind) -> HttpResponse:
    return download(content, kind, f"summary-{timezone.localdate():%Y-%m-%d}")
