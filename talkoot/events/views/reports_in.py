"""Attendance reports: brought in, each name settled, and taken back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.events import operations
from talkoot.events.forms.reports_in import BringForm, SettleForm, label_of
from talkoot.events.models import AttendanceReport, Event, ReportedPerson
from talkoot.events.models.intervals import minutes_of, restored
from talkoot.events.operations.report_marks import counted_walk_ins
from talkoot.events.operations.reports_in import Brought, sure_ones
from talkoot.events.queries import present
from talkoot.events.queries.matching import Sureness, sureness_of
from talkoot.events.views.managing import context, do, form_page, run
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved

AT_A_TIME = 50
HOW_KNOWN = {
    Sureness.ADDRESS: ("address", "good"),
    Sureness.NAME: ("name", "blue"),
    Sureness.SIMILAR: ("similar", "warm"),
}


def _report(event: Event, number: int) -> AttendanceReport:
    return get_object_or_404(AttendanceReport, event=event, pk=number)


def _address(event: Event, report: AttendanceReport) -> str:
    return reverse("events:report", args=[event.slug, report.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Brings a report in; the names are settled on the next page."""
    event = run(request, slug)
    form = BringForm(request.POST or None, request.FILES or None)
    brought: list[Brought] = []

    def save() -> None:
        file = form.cleaned_data["file"]
        brought.append(
            operations.bring_report(
                event=event,
                file=file.file,
                name=file.name or "",
                zone=form.cleaned_data["zone"],
                by=signed_in(request.user),
            )
        )

    if request.method == "POST" and saved(form, save):
        one = brought[0]
        if not one.is_new:
            messages.info(request, _("This file was brought in earlier, so nothing was changed."))
        elif one.unread:
            messages.warning(
                request,
                ngettext(
                    "{count} row had no name or time that could be read, and was left out.",
                    "{count} rows had no name or time that could be read, and were left out.",
                    one.unread,
                ).format(count=one.unread),
            )
        return redirect(_address(event, one.report))
    title = _("Bring in an attendance report")
    submit = _("Read the file")
    return form_page(request, event, "manage_attendance", form, title=title, submit=submit)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Whose each name is: proposed by the address or the name, decided by a person."""
    event = run(request, slug)
    row = _report(event, number)
    page = Paginator(present.waiting_first(row), AT_A_TIME).get_page(request.GET.get("page"))
    people = list(page.object_list)
    open_ones = [one for one in people if one.settled_at is None]
    registrations = list(
        event.registrations.exclude(name="")
        .order_by("name", "pk")
        .only("pk", "name", "email", "event")
    )
    form = SettleForm(request.POST or None, people=open_ones, registrations=registrations)
    if request.method == "POST" and form.is_valid():
        return _settle(request, event, row, form)
    known = {one.pk: sureness_of(one.name, one.email, one.proposed) for one in people}
    words = context(
        request,
        event,
        "manage_attendance",
        title=_("Report {name}").format(name=row.file_name or row.get_program_display()),
        report=row,
        form=form,
        page_obj=page,
        rows=[
            (
                one,
                minutes_of(restored(one.intervals)),
                HOW_KNOWN.get(sure) if (sure := known[one.pk]) else None,
                form[f"p{one.pk}"] if one.settled_at is None else None,
                form[f"o{one.pk}"] if one.settled_at is None and form.writes else None,
            )
            for one in people
        ],
        waiting=row.people.filter(settled_at=None).count(),
        sure=sure_ones(row).count(),
        walk_ins=counted_walk_ins(people),
        any_open=bool(open_ones),
        signed_up=[label_of(one) for one in registrations] if form.writes and open_ones else [],
    )
    return render(request, "events/attendance/report.html", words)


def _settle(
    request: HttpRequest, event: Event, row: AttendanceReport, form: SettleForm
) -> HttpResponse:
    by = signed_in(request.user)
    done = 0
    for person, registration, walk_in in form.chosen():
        try:
            operations.settle_match(
                reported=person, registration=registration, walk_in=walk_in, by=by
            )
        except Refused as refused:
            messages.error(request, f"{person.name}: {refused}")
        else:
            done += 1
    said = ngettext("{count} name was settled.", "{count} names were settled.", done)
    messages.success(request, said.format(count=done))
    return redirect(_address(event, row))


@require_POST
def settle_sure(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All of the same address at once."""
    event = run(request, slug)
    row = _report(event, number)
    return do(
        request,
        lambda: operations.settle_sure(report=row, by=signed_in(request.user)),
        _("Those with the same address were marked present."),
        _address(event, row),
    )


@require_POST
def open_again(request: HttpRequest, slug: str, number: int, person: int) -> HttpResponse:
    """One name decided anew."""
    event = run(request, slug)
    row = _report(event, number)
    one = get_object_or_404(
        ReportedPerson.objects.select_related("report__event"), report=row, pk=person
    )
    return do(
        request,
        lambda: operations.open_match(reported=one, by=signed_in(request.user)),
        _("The name waits for a decision again."),
        _address(event, row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first."""
    event = run(request, slug)
    row = _report(event, number)
    back = reverse("events:manage_attendance", args=[event.slug])
    if request.method == "POST":
        return do(
            request,
            lambda: operations.take_back_report(report=row, by=signed_in(request.user)),
            _("The report was taken back. The same file may be brought in again."),
            back,
        )
    words = {
        "title": _("Take the report back?"),
        "what_happens": _("Every mark that only this report made is taken back with it."),
        "details": [_("Marks made by hand stay."), row.file_name],
        "look": "danger",
        "button": _("Take back"),
        "back": _address(event, row),
    }
    return render(request, "ui/confirm.html", words)
