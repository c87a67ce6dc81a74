"""A report handed over: as PDF, Word and XLSX, and as a sheet to copy into the funder's form."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.kit.files import FileKind
from talkoot.kit.refusals import Refused
from talkoot.reports.models import OrganisationTemplate, Report
from talkoot.reports.queries.access import Access
from talkoot.reports.queries.document import document_of
from talkoot.reports.views.place import access_to, context
from talkoot.reports.views.report_workbook import workbook_of
from talkoot.reports.views.word_document import word_of
from talkoot.ui.documents import pdf as made_pdf
from talkoot.ui.downloads import download

SOURCE = Path(__file__).parent.parent / "documents" / "report.typ"
OF_REPORT = (
    "period__project__owner",
    "period__project__programme",
    "partnership__organisation",
)
"""What a document says of the report beside its own rows."""


def report_of(request: HttpRequest, slug: str, number: int) -> tuple[Access, Report]:
    """A report of the project and what the visitor may do there; 404 for who may not read it."""
    may = access_to(request, slug)
    rows = Report.objects.filter(period__project=may.project).select_related(*OF_REPORT)
    return may, get_object_or_404(rows, pk=number)


def address_of(report: Report) -> str:
    """Where the rows behind the figures open."""
    slug = report.period.project.slug
    return str(settings.SITE_URL) + reverse("reports:report", args=[slug, report.pk])


def file_answer(report: Report, content: bytes, kind: FileKind) -> HttpResponse:
    """The file, named after the project, the days and the version."""
    parts = [report.period.project.slug, report.period.first_on, report.period.last_on]
    draft = "" if report.is_frozen else "-draft"
    name = slugify("-".join(map(str, parts)))
    return download(content, kind, f"{name}-v{report.version}{draft}")


def pdf_answer(report: Report) -> HttpResponse:
    """The report as PDF/UA-1, in its own language."""
    said = document_of(report, address=address_of(report))
    return file_answer(report, made_pdf(SOURCE, said.as_data()), FileKind.PDF)


def workbook_answer(report: Report, *, sees_names: bool) -> HttpResponse:
    """The figures, and the rows of each."""
    return file_answer(report, workbook_of(report, sees_names=sees_names), FileKind.XLSX)


@require_safe
def pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The report to be sent; a draft says on every page that it is one."""
    _may, report = report_of(request, slug, number)
    return pdf_answer(report)


@require_safe
def workbook(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Names of people are in it only for whoever sees them on the pages too."""
    may, report = report_of(request, slug, number)
    return workbook_answer(report, sees_names=may.sees_names)


@require_safe
def word(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The report as a Word file, by one of the organisation's templates or by the ready one."""
    _may, report = report_of(request, slug, number)
    template = None
    if wanted := request.GET.get("template", ""):
        rows = OrganisationTemplate.objects.live()
        owner = report.period.project.owner
        key = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0
        row = get_object_or_404(rows.filter(organisation=owner), pk=key)
        with row.file.open("rb") as file:
            template = file.read()
    said = document_of(report, address=address_of(report))
    try:
        content = word_of(said, template)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports:templates", slug)
    return file_answer(report, content, FileKind.DOCX)


@never_cache
@require_safe
def copying(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every text and number in the order of the funder's form, each to be copied by itself."""
    may, report = report_of(request, slug, number)
    said = document_of(report, address=address_of(report))
    words = context(
        request,
        may.project,
        "periods",
        runs=may.manages,
        title=f"{said.title} {said.period}",
        report=report,
        said=said,
        texts=[(text, len(text.text), text.limit - len(text.text)) for text in said.texts],
    )
    return render(request, "reports/copy.html", words)
