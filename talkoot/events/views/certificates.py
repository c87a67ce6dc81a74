"""Certificates: given and revoked by the arranger, checked by anyone who holds one."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.events import operations
from talkoot.events.forms.attendance import RevokeForm
from talkoot.events.models import Certificate, Event
from talkoot.events.queries import times
from talkoot.events.queries.check_in import clean_ticket
from talkoot.events.views.certificate_document import document, length, shown_code
from talkoot.events.views.managing import form_page, run
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.ui import doors


@require_POST
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One for each who was there long enough and has none."""
    event = run(request, slug)
    try:
        count = operations.issue_all(event=event, by=signed_in(request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext(
            "{count} certificate was issued. The person gets a letter with the link to it.",
            "{count} certificates were issued. Each person gets a letter with the link to theirs.",
            count,
        )
        messages.success(request, said.format(count=count))
    return redirect("events:manage_attendance", event.slug)


def _of(event: Event, number: int) -> Certificate:
    rows = Certificate.objects.select_related(
        "registration__event__organisation", "registration__event__project__programme"
    )
    return get_object_or_404(rows, registration__event=event, pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes one out of force, with a reason that whoever checks it reads."""
    event = run(request, slug)
    row = _of(event, number)
    form = RevokeForm(request.POST or None)

    def save() -> object:
        return operations.revoke_certificate(
            certificate=row, by=signed_in(request.user), **form.cleaned_data
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The certificate is no longer in force."))
        return redirect("events:manage_attendance", event.slug)
    title = _("Revoke certificate {number}").format(number=row.number)
    return form_page(
        request, event, "manage_attendance", form, title=title, submit=_("Revoke"),
    )  # fmt: skip  # one call


@require_safe
def pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The document, for the arranger to send or print."""
    return document(_of(run(request, slug), number))


@doors.public
@never_cache
@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a certificate is in force. It shows initials, so that who holds it can compare and
    nobody learns a name by trying codes."""
    written = code or request.GET.get("code", "")
    cleaned = clean_ticket(written)
    if not code and cleaned:
        return redirect(reverse("events:certificate", args=[cleaned]))
    row = None
    if cleaned:
        rows = Certificate.objects.select_related("registration__event__organisation")
        row = rows.filter(check_code=cleaned, registration__event__deleted_at=None).first()
    shown = {
        "code": shown_code(cleaned),
        "row": row,
        "searched": bool(written),
        "initials": " ".join(f"{part[0]}." for part in re.findall(r"\w+", row.name)) if row else "",
        "length": length(row.minutes) if row else "",
        "when": times.when(row.registration.event) if row else "",
        "issued": row and timezone.localdate(row.issued_at),
        "revoked": row and row.revoked_at and timezone.localdate(row.revoked_at),
    }
    status = 404 if written and row is None else 200
    answer = render(request, "events/certificates/check.html", shown, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
