"""When the project reports: the list of periods and their reports, planning, and beginning a report."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import has_met, saved, seen_now
from talkoot.projects.models import Partnership
from talkoot.reports import operations
from talkoot.reports.forms.periods import BeginForm, PeriodForm
from talkoot.reports.models import Report, ReportingPeriod
from talkoot.reports.queries.access import Access
from talkoot.reports.queries.targets import sharers
from talkoot.reports.queries.working import planned
from talkoot.reports.views.place import access_to, context, managed, part


@require_safe
def periods(request: HttpRequest, slug: str) -> HttpResponse:
    """All periods with their reports, the latest first."""
    may = access_to(request, slug)
    today = timezone.localdate()
    rows = [
        (row, row.is_late(today), bool(_missing(may, row.period))) for row in planned(may.project)
    ]
    words = context(
        request,
        may.project,
        "periods",
        runs=may.manages,
        rows=rows,
        has_headings=may.project.report_headings.filter(retired_at=None).exists(),
        today=today,
    )
    return render(request, "reports/periods.html", words)


def _missing(may: Access, period: ReportingPeriod) -> list[Partnership | None]:
    """Whose reports of the period are the visitor's to make: None is the whole project's."""
    if not may.is_open:
        return []
    there = {one.partnership_id for one in period.reports.all()}
    shares: list[Partnership | None] = [None, *sharers(may.project)]
    return [
        one
        for one in shares
        if may.fills(one.pk if one else None) and (one.pk if one else None) not in there
    ]


def new_period(request: HttpRequest, slug: str) -> HttpResponse:
    """Plans a period; the day after the last one is offered as the first."""
    project = managed(request, slug)
    last = project.reporting_periods.filter(kind="period").order_by("last_on").last()
    initial: dict[str, object] = {"kind": "period"}
    if last is not None:
        initial["first_on"] = date.fromordinal(last.last_on.toordinal() + 1)
    elif project.starts_on is not None:
        initial["first_on"] = project.starts_on
    form = PeriodForm(request.POST or None, initial=initial)

    def save() -> object:
        return operations.plan_period(project=project, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The period is planned."))
        return redirect("reports:periods", slug)
    words = context(request, project, "periods", runs=True, form=form, title=_("Plan a period"))
    words["cancel_url"] = words["section_url"]
    return render(request, "reports/periods_form.html", words)


def edit_period(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Edits a period."""
    project = managed(request, slug)
    seen = seen_now(project)
    row: ReportingPeriod = part(project, ReportingPeriod.objects.all(), number)
    initial = {
        name: getattr(row, name) for name in ("kind", "first_on", "last_on", "due_on", "note")
    }
    is_frozen = row.reports.filter(frozen_at__isnull=False).exists()
    form = PeriodForm(request.POST or None, initial=initial, seen=seen, is_frozen=is_frozen)

    def save() -> object:
        return operations.edit_period(
            period=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("reports:periods", slug)
    words = context(request, project, "periods", runs=True, form=form, title=_("Edit the period"))
    words |= {"met": has_met(form, project), "is_frozen": is_frozen}
    words["cancel_url"] = words["section_url"]
    if not row.reports.exists():
        words["remove_url"] = reverse("reports:period_remove", args=[slug, row.pk])
        words["remove_words"] = _("Remove the period?")
    return render(request, "reports/periods_form.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_period(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first; a period that has a report is not removed."""
    project = managed(request, slug)
    row: ReportingPeriod = part(project, ReportingPeriod.objects.all(), number)
    back = reverse("reports:periods", args=[slug])
    if request.method == "POST":
        try:
            operations.remove_period(period=row, by=signed_in(request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The period was removed."))
        return redirect(back)
    words = {
        "title": _("Remove the period?"),
        "what_happens": _("Nothing has been reported of it, so nothing else is lost."),
        "look": "danger",
        "button": _("Remove"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Begins a report of the period: whose, and in which language."""
    may = access_to(request, slug)
    row: ReportingPeriod = part(may.project, ReportingPeriod.objects.all(), number)
    shares = _missing(may, row)
    if not shares:
        raise Http404
    last = Report.objects.filter(period__project=may.project).order_by("-pk").first()
    initial = {
        "partnership": str(shares[0].pk) if shares[0] else "",
        "language": last.language if last else "fi",
    }
    form = BeginForm(request.POST or None, initial=initial, shares=shares)
    made: list[Report] = []

    def save() -> None:
        made.append(operations.begin(period=row, by=signed_in(request.user), **form.values()))

    if request.method == "POST" and saved(form, save):
        messages.success(
            request, _("The report is here as a draft. Its figures are counted already.")
        )
        return redirect("reports:report", slug, made[0].pk)
    words = context(
        request,
        may.project,
        "periods",
        runs=may.manages,
        form=form,
        title=_("Begin a report"),
        period=row,
        submit=_("Begin the report"),
    )
    words["cancel_url"] = words["section_url"]
    return render(request, "reports/periods_form.html", words)
