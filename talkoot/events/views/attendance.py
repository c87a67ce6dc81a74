"""After the event: who was there, the reports brought in, and certificates."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.events import operations
from talkoot.events.forms.attendance import RevokeForm
from talkoot.events.forms.reports_in import BringForm
from talkoot.events.models import Attendance
from talkoot.events.queries import present
from talkoot.events.queries.attendance import whole_minutes
from talkoot.events.queries.check_in import is_day_of
from talkoot.events.views.managing import context, do, run
from talkoot.people.models import signed_in

AT_A_TIME = 100


@require_safe
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who was marked, how and for how long."""
    event = run(request, slug)
    page = Paginator(present.marks_of(event), AT_A_TIME).get_page(request.GET.get("page"))
    certificates = present.certificates_of(event)
    rows = [(mark, certificates.get(mark.registration_id or 0)) for mark in page.object_list]
    words = context(
        request,
        event,
        "manage_attendance",
        rows=rows,
        page_obj=page,
        numbers=present.numbers_of(event),
        reports=present.reports_of(event),
        bring=BringForm(),
        whole=whole_minutes(event),
        certificates=len(certificates),
        is_day=is_day_of(event),
        revoking=RevokeForm(),
    )
    return render(request, "events/attendance/attendance.html", words)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes one mark back."""
    event = run(request, slug)
    mark = get_object_or_404(Attendance.objects.filter(event=event), pk=number)
    return do(
        request,
        lambda: operations.withdraw_mark(attendance=mark, by=signed_in(request.user)),
        _("The mark was taken back."),
        reverse("events:manage_attendance", args=[event.slug]),
    )
