"""The inspector's own pages, by the link: frozen reports, their figures and rows, nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.kit.limits import Limit
from talkoot.people.models import hash_of
from talkoot.reports.models import InspectorLink, ManualFigure, Report, ReportFigure
from talkoot.reports.operations.inspection import note_visit
from talkoot.reports.queries.document import document_of
from talkoot.reports.views.documents import OF_REPORT, address_of, pdf_answer, workbook_answer
from talkoot.reports.views.figure import OF_FIGURE, words_of
from talkoot.reports.views.manual import proof_answer
from talkoot.ui import doors

P = ParamSpec("P")
WRONG_LINKS = Limit(60, seconds=600)
"""An office behind one network address opens right links; who guesses opens wrong ones."""
FETCHED = Limit(60, seconds=600)
"""Files made through one link."""


def by_inspector(
    view: Callable[Concatenate[HttpRequest, InspectorLink, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A page behind an inspector's link: whoever holds an open one is let in and the visit is written
    down; nobody may keep the page, list it or learn its address from where one goes next.

    A link that never was, has run out or was closed is answered by one and the same page.
    """

    @wraps(view)
    def found(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        network = get_adapter().get_client_ip(request)
        rows = InspectorLink.objects.open().filter(
            token_hash=hash_of(token), project__deleted_at=None
        )
        link = (
            None if WRONG_LINKS.is_full(network) else rows.select_related("project__owner").first()
        )
        if link is None:
            WRONG_LINKS.takes(network)
            response: HttpResponseBase = render(request, "reports/inspect_closed.html", status=404)
        else:
            response = view(request, link, *args, **kwargs)
            if response.status_code == 200:
                note_visit(link=link, page=_page_of(request, token))
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return doors.public(never_cache(require_safe(found)))


def _page_of(request: HttpRequest, token: str) -> str:
    """The address below the link, which is all that is written down of a visit."""
    return "/" + request.get_full_path().split(token, 1)[1].lstrip("/")


def _report(link: InspectorLink, number: int) -> Report:
    rows = Report.objects.filter(period__project=link.project, frozen_at__isnull=False)
    return get_object_or_404(rows.select_related(*OF_REPORT), pk=number)


@by_inspector
def reports(request: HttpRequest, link: InspectorLink) -> HttpResponse:
    """The project's frozen reports, the newest first."""
    rows = (
        Report.objects.filter(period__project=link.project, frozen_at__isnull=False)
        .select_related("period", "partnership__organisation")
        .order_by("-period__last_on", "period__kind", "partnership__position", "-version")
    )
    return render(request, "reports/inspect.html", _words(request, link, rows=rows))


@by_inspector
def report(request: HttpRequest, link: InspectorLink, number: int) -> HttpResponse:
    """One report: its figures, each a link to its rows, and its texts."""
    row = _report(link, number)
    said = document_of(row, address=address_of(row))
    figures = list(zip(said.figures, row.figures.without_rows(), strict=True))
    words = _words(request, link, report=row, said=said, figures=figures)
    return render(request, "reports/inspect_report.html", words)


@by_inspector
def figure(request: HttpRequest, link: InspectorLink, number: int, pk: int) -> HttpResponse:
    """The rows of one figure as they were frozen, beside what has become of them."""
    row = _figure(link, number, pk)
    proofs = _proofs(link, row)

    def proof(of: ManualFigure) -> str:
        if of.pk not in proofs:
            return ""
        return reverse("reports:inspect_proof", args=[_token(request), number, pk, of.pk])

    told = words_of(request, row, sees_names=link.shows_names, proof=proof)
    return render(request, "reports/inspect_figure.html", _words(request, link, **told))


def _figure(link: InspectorLink, number: int, pk: int) -> ReportFigure:
    rows = ReportFigure.objects.filter(report=_report(link, number)).select_related(*OF_FIGURE)
    return get_object_or_404(rows, pk=pk)


def _proofs(link: InspectorLink, figure: ReportFigure) -> set[int]:
    """The figures by hand whose proofs the link opens: those that were counted, and none where names
    are not shown, for they may stand in a proof."""
    opens = figure.is_by_hand and link.shows_names
    return {*figure.earlier_ids, *figure.row_ids} if opens else set()


@by_inspector
def proof(
    request: HttpRequest, link: InspectorLink, number: int, pk: int, row: int
) -> HttpResponseBase:
    """The proof of a figure written by hand."""
    figure = _figure(link, number, pk)
    if row not in _proofs(link, figure):
        raise Http404
    if not FETCHED.takes(str(link.pk)):
        return _too_many(request, link)
    return proof_answer(get_object_or_404(figure.project_indicator.manual_figures, pk=row))


@by_inspector
def pdf(request: HttpRequest, link: InspectorLink, number: int) -> HttpResponse:
    """The report as PDF."""
    report = _report(link, number)
    return pdf_answer(report) if FETCHED.takes(str(link.pk)) else _too_many(request, link)


@by_inspector
def workbook(request: HttpRequest, link: InspectorLink, number: int) -> HttpResponse:
    """The figures and their rows as XLSX."""
    report = _report(link, number)
    if not FETCHED.takes(str(link.pk)):
        return _too_many(request, link)
    return workbook_answer(report, sees_names=link.shows_names)


def _too_many(request: HttpRequest, link: InspectorLink) -> HttpResponse:
    words = _words(request, link, too_many=True)
    return render(request, "reports/inspect.html", words, status=429)


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""


def _words(request: HttpRequest, link: InspectorLink, **more: object) -> dict[str, object]:
    return {
        "link": link,
        "project": link.project,
        "token": _token(request),
        "here": get_language(),
        **more,
    }
