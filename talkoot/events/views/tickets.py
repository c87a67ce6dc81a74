"""One's own ticket and certificate, behind the personal link."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.events.models import Certificate, Registration
from talkoot.events.queries import times
from talkoot.events.queries.check_in import ticket_of
from talkoot.events.views import words
from talkoot.events.views.certificate_document import document
from talkoot.events.views.own_registration import by_link
from talkoot.ui.qr import qr


def _back(request: HttpRequest) -> str:
    match = request.resolver_match
    return reverse("events:own", args=[match.kwargs["token"] if match else ""])


@by_link
@require_safe
def ticket(request: HttpRequest, row: Registration) -> HttpResponse:
    """What is shown at the door, for those who have a place."""
    if row.state != Registration.State.CONFIRMED:
        raise Http404
    code = ticket_of(row)
    address = settings.SITE_URL + reverse("events:ticket", args=[row.event.slug, code])
    shown = {
        "row": row,
        "event": row.event,
        "code": f"{code[:5]} {code[5:]}",
        "picture": qr(address, _("The ticket as a picture that the door reads")),
        "when": times.when(row.event),
        "where": words.where(row.event),
        "back": _back(request),
    }
    return render(request, "events/check_in/own_ticket.html", shown)


@by_link
@require_safe
def certificate(_request: HttpRequest, row: Registration) -> HttpResponse:
    """The certificate in force."""
    rows = Certificate.objects.filter(registration=row, revoked_at=None).select_related(
        "registration__event__organisation", "registration__event__project__programme"
    )
    found = rows.first()
    if found is None:
        raise Http404
    return document(found)
