"""The headings of the project's reports: a ready set, and the project's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.kit.languages import Texts
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import has_met, saved, seen_now
from talkoot.reports import operations
from talkoot.reports.forms.periods import HeadingForm, HeadingSetForm
from talkoot.reports.models import ReportHeading
from talkoot.reports.operations.headings import heading_sets
from talkoot.reports.views.place import access_to, context, languages_of, managed, part


@require_http_methods(["GET", "HEAD", "POST"])
def headings(request: HttpRequest, slug: str) -> HttpResponse:
    """The headings in order; posting sets up a ready set."""
    may = access_to(request, slug)
    project = managed(request, slug) if request.method == "POST" else may.project
    form = HeadingSetForm(request.POST or None, initial={"form": "monitoring"})

    def save() -> object:
        chosen = form.cleaned_data["form"]
        return operations.set_up_headings(project=project, form=chosen, by=signed_in(request.user))

    if request.method == "POST" and saved(form, save):
        messages.success(
            request, _("The headings were added. Edit them to follow your funder's form.")
        )
        return redirect("reports:headings", slug)
    rows = list(project.report_headings.all())
    sets = [
        (Texts(one["names"]), Texts(one["note"]), [Texts(row["names"]) for row in one["headings"]])
        for one in heading_sets().values()
    ]
    words = context(request, project, "periods", runs=may.manages, title=_("Headings of reports"))
    words |= {
        "form": form,
        "sets": sets,
        "rows": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
    }
    return render(request, "reports/headings.html", words)


def new_heading(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a heading at the end."""
    project = managed(request, slug)
    form = HeadingForm(request.POST or None, languages=languages_of(project))

    def save() -> object:
        return operations.add_heading(project=project, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Added."))
        return redirect("reports:headings", slug)
    words = context(request, project, "periods", runs=True, form=form, title=_("Add a heading"))
    words |= {"cancel_url": _list(slug)}
    return render(request, "reports/periods_form.html", words)


def heading(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Edits a heading."""
    project = managed(request, slug)
    seen = seen_now(project)
    row: ReportHeading = part(project, ReportHeading.objects.all(), number)
    initial = {"names": row.names, "help_texts": row.help_texts, "limit": row.limit}
    form = HeadingForm(
        request.POST or None, initial=initial, seen=seen, languages=languages_of(project)
    )

    def save() -> object:
        return operations.edit_heading(
            heading=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("reports:headings", slug)
    words = context(request, project, "periods", runs=True, form=form, title=_("Edit the heading"))
    words |= {"met": has_met(form, project), "cancel_url": _list(slug)}
    return render(request, "reports/periods_form.html", words)


@require_POST
def move_heading(request: HttpRequest, slug: str, number: int, steps: int) -> HttpResponse:
    """Moves a heading up or down."""
    row: ReportHeading = part(managed(request, slug), ReportHeading.objects.all(), number)
    operations.move_heading(heading=row, steps=steps, by=signed_in(request.user))
    return redirect("reports:headings", slug)


@require_POST
def retire_heading(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes a heading from coming reports."""
    row: ReportHeading = part(managed(request, slug), ReportHeading.objects.all(), number)
    operations.retire_heading(heading=row, by=signed_in(request.user))
    messages.success(request, _("The heading is not in coming reports. What was written stays."))
    return redirect("reports:headings", slug)


@require_POST
def bring_back_heading(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes a heading into coming reports again."""
    row: ReportHeading = part(managed(request, slug), ReportHeading.objects.all(), number)
    operations.bring_back_heading(heading=row, by=signed_in(request.user))
    messages.success(request, _("The heading is in coming reports again."))
    return redirect("reports:headings", slug)


def _list(slug: str) -> str:
    return reverse("reports:headings", args=[slug])
