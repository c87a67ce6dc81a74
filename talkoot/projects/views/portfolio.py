"""A coordinator's portfolio: as a page and as a workbook."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.kit import sheets
from talkoot.kit.files import FileKind
from talkoot.kit.languages import Text, Texts
from talkoot.kit.money import euros
from talkoot.kit.periods import Period
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.forms.filters import PortfolioForm
from talkoot.projects.models import Project
from talkoot.projects.queries import portfolio as queries
from talkoot.projects.views import words
from talkoot.projects.views.workbook import sheets_of
from talkoot.ui.context import door
from talkoot.ui.downloads import download
from talkoot.ui.pictures import BarRow, TimelineRow

AT_A_TIME = 25


def portfolio(request: HttpRequest) -> HttpResponse:
    """The projects of an organisation and those below it: what starts, what ends, what it costs."""
    chosen, choosable = _chosen(request)
    whole = _projects_of(chosen)
    form = PortfolioForm(
        {"organisation": chosen.slug, **request.GET.dict()},
        organisations=[(each.slug, str(each.names)) for each in choosable],
        programmes=_programmes(whole),
    )
    today = timezone.localdate()
    page = Paginator(form.narrowed(whole, today), AT_A_TIME).get_page(request.GET.get("page"))
    lines = [_line(row) for row in page.object_list]
    money = queries.money_of(whole)
    context = {
        "organisation": chosen,
        "form": form,
        "narrowed": any(request.GET.get(name) for name in ("state", "programme", "year")),
        "count": len(whole),
        "running": sum(row.state(today) == "running" for row in whole),
        "starting": [_line(row) for row in whole if queries.starts_soon(row, today)],
        "ending": [_line(row) for row in whole if queries.ends_soon(row, today)],
        "ended": [_line(row) for row in whole if queries.has_ended_lately(row, today)],
        "until": queries.months_from(today, queries.MONTHS_AHEAD),
        "since": queries.months_from(today, -queries.MONTHS_BEHIND),
        "page_obj": page,
        "lines": lines,
        "timeline": _timeline(lines),
        "money": money,
        "bars": [
            BarRow(str(year), amount, euros(amount.quantize(Decimal(1))))
            for year, amount in money.by_year.items()
        ],
        "matrix": [
            (line, [line.years.get(year) for year in money.years]) for line in money.programmes
        ],
        "taken_part_in": [
            _line(row) for row in queries.with_money(queries.taken_part_in(chosen)).by_name()
        ],
        "organisations_url": door("organisations:list"),
        "portfolio_url": f"{door('projects:portfolio')}?organisation={chosen.slug}",
        "workbook_url": f"{door('projects:portfolio_workbook')}?organisation={chosen.slug}",
        "new_url": door("projects:new"),
    }
    return render(request, "projects/portfolio.html", context)


def workbook(request: HttpRequest) -> HttpResponse:
    """All of the portfolio as an XLSX file: a sheet of projects and a sheet of money."""
    chosen, _choosable = _chosen(request)
    rows, today = _projects_of(chosen), timezone.localdate()
    made = sheets.workbook(sheets_of(rows, queries.money_of(rows), today))
    return download(made, FileKind.XLSX, f"{_('portfolio')}-{chosen.slug}-{today:%Y-%m-%d}")


def _chosen(request: HttpRequest) -> tuple[Organisation, list[Organisation]]:
    """The organisation asked for, or the coordinator's own first one; 404 for all who have none."""
    person = request.user
    choosable = list(queries.choosable(person)) if isinstance(person, Person) else []
    asked = request.GET.get("organisation", "")
    for organisation in choosable:
        if not asked or organisation.slug == asked:
            return organisation, choosable
    raise Http404


def _projects_of(organisation: Organisation) -> list[Project]:
    owned = queries.with_money(queries.owned_below(organisation))
    return list(owned.order_by("-starts_on", "sort_key", "pk"))


def _programmes(projects: list[Project]) -> list[tuple[str, str]]:
    found = {row.programme.code: str(row.programme.names) for row in projects if row.programme}
    return sorted(found.items(), key=lambda programme: programme[1])


@dataclass(frozen=True)
class Line:
    """One project as the portfolio lists it."""

    name: Text
    address: str
    owner: Texts
    period: Period
    state: tuple[Promise, str] | None
    fund: Texts | None
    total_eur: Decimal | None
    project: Project


def _line(row: Project) -> Line:
    programme, decision = row.programme, queries.in_force(row)
    return Line(
        name=(row.short_names or row.names).pick(),
        address=f"{door('projects:list')}{row.slug}/",
        owner=row.owner.names,
        period=row.period,
        state=words.STATES.get(row.state()),
        fund=(programme.short_names or programme.names) if programme else None,
        total_eur=decision.total_eur if decision else None,
        project=row,
    )


def _timeline(lines: list[Line]) -> list[TimelineRow]:
    here = get_language()
    return [
        TimelineRow(
            line.name.text,
            line.period,
            line.address,
            language="" if line.name.language == here else line.name.language,
        )
        for line in lines
        if line.period
    ]
