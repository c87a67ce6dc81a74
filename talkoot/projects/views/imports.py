"""Bringing in an existing list: the file, its columns, the preview, and then all or nothing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.kit.files import FileKind
from talkoot.kit.refusals import Refused
from talkoot.kit.sheets import Sheet, workbook
from talkoot.organisations.models import Organisation
from talkoot.people.models import signed_in
from talkoot.projects.forms.imports import ColumnsForm, UploadForm
from talkoot.projects.models import ImportBatch
from talkoot.projects.operations import imports as operations
from talkoot.projects.queries.import_columns import COLUMNS
from talkoot.projects.queries.import_plan import PlannedRow, plan
from talkoot.ui.downloads import download

ROWS_A_PAGE = 100


def start(request: HttpRequest) -> HttpResponse:
    """Choose a file; what one has under way is listed below."""
    owners = Organisation.objects.coordinated_by(signed_in(request.user)).order_by(
        "names__fi", "pk"
    )
    if not owners:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = operations.upload_list(
                file=file,
                file_name=file.name,
                owner=form.cleaned_data["owner"],
                by=signed_in(request.user),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("projects:import_columns", batch.pk)
    batches = ImportBatch.objects.of(signed_in(request.user)).defer("rows").order_by("-pk")[:20]
    return render(request, "projects/imports/start.html", {"form": form, "batches": batches})


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty list with our headings, and what may stand in each column."""
    book = workbook(
        [
            Sheet(
                _("Projects"), [str(column.label) for column in COLUMNS], [], [28] * len(COLUMNS)
            ),
            Sheet(
                _("Help"),
                [_("Column"), _("What may stand there")],
                [(str(column.label), str(column.help)) for column in COLUMNS],
                [28, 70],
            ),
        ]
    )
    return download(book, FileKind.XLSX, "projects")


def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Say what each column means; what the headings tell is filled in."""
    batch = _own(request, number)
    if batch.done_at:
        return redirect("projects:import_preview", batch.pk)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        operations.match_columns(
            batch=batch,
            places=form.places,
            language=form.cleaned_data["language"],
            by=signed_in(request.user),
        )
        return redirect("projects:import_preview", batch.pk)
    return render(request, "projects/imports/columns.html", {"form": form, "batch": batch})


@require_safe
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """What the list would do, row by row; the rows with problems first."""
    batch = _own(request, number)
    if batch.done_at:
        return render(request, "projects/imports/done.html", {"batch": batch})
    planned = plan(batch, by=signed_in(request.user))
    chosen = request.GET.get("state", "")
    rows = planned.of(chosen) if chosen in planned.counts else _wrong_first(planned.rows)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "projects/imports/preview.html",
        {"batch": batch, "page_obj": page, "counts": planned.counts, "chosen": chosen},
    )


@require_POST
def bring_in(request: HttpRequest, number: int) -> HttpResponse:
    """All or nothing."""
    batch = _own(request, number)
    try:
        result = operations.bring_in(batch=batch, by=signed_in(request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        made = result["made"]
        messages.success(
            request,
            ngettext(
                "%(made)d project was brought in as a draft.",
                "%(made)d projects were brought in as drafts.",
                made,
            )
            % {"made": made}
            if made
            else _("Every project of the list was here already. Nothing changed."),
        )
    return redirect("projects:import_preview", batch.pk)


@require_POST
def throw_away(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the file."""
    operations.throw_away(batch=_own(request, number), by=signed_in(request.user))
    messages.success(request, _("The file was thrown away. No project was touched."))
    return redirect("projects:import_start")


def _own(request: HttpRequest, number: int) -> ImportBatch:
    return get_object_or_404(
        ImportBatch.objects.of(signed_in(request.user)).select_related("owner"), pk=number
    )


def _wrong_first(rows: list[PlannedRow]) -> list[PlannedRow]:
    return sorted(rows, key=lambda row: row.state != "wrong")
