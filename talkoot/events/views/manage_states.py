"""Publishing and taking back, cancelling, copying, deleting and bringing back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.events import operations
from talkoot.events.forms.remains import CancelForm, CopyForm, copy_initial
from talkoot.events.models import Event, Registration
from talkoot.events.operations.publishing import KEPT_AFTER_DELETION
from talkoot.events.queries import times
from talkoot.events.views.managing import do, form_page, run
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved

ROWS_A_PAGE = 25


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Lets anyone see the event."""
    event = run(request, slug)
    back = reverse("events:manage", args=[event.slug])
    done = _("The event is now public.")
    return do(
        request, lambda: operations.publish(event=event, by=signed_in(request.user)), done, back
    )


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes it a draft again."""
    event = run(request, slug)
    back = reverse("events:manage", args=[event.slug])
    done = _("The event is a draft again; only its own people see it.")
    return do(
        request, lambda: operations.take_back(event=event, by=signed_in(request.user)), done, back
    )


def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks for the reason and says how many are told."""
    event = run(request, slug)
    form = CancelForm(request.POST or None)
    back = reverse("events:manage", args=[event.slug])

    def save() -> object:
        return operations.cancel_event(event=event, by=signed_in(request.user), **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The event is cancelled, and everyone is being told."))
        return redirect(back)
    number = Registration.objects.live().filter(event=event).count()
    details = [
        _("The event stays on the list as cancelled, with the reason."),
        ngettext(
            "%(number)d registration ends, and the person gets a message.",
            "%(number)d registrations end, and everyone gets a message.",
            number,
        )
        % {"number": number}
        if number
        else _("Nobody has signed up yet."),
        _("It disappears from their calendars by itself, where the calendar can do it."),
    ]
    words = {
        "title": _("Cancel %(event)s?") % {"event": event},
        "what_happens": _("This cannot be taken back. A new time is given by changing the event."),
        "details": details,
        "form": form,
        "look": "danger",
        "button": _("Cancel the event"),
        "back": back,
        "back_words": _("Keep the event"),
    }
    return render(request, "ui/confirm.html", words)


def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks when, and opens the copy."""
    event = run(request, slug)
    form = CopyForm(request.POST or None, initial=copy_initial(event))
    made: list[Event] = []

    def save() -> object:
        copied = operations.copy(
            event=event, starts_at=form.starts_at(), by=signed_in(request.user)
        )
        made.append(copied)
        return copied

    if request.method == "POST" and saved(form, save):
        messages.success(
            request, _("This is the copy, a draft. Check the times and the remote link.")
        )
        return redirect("events:manage", made[0].slug)
    return form_page(
        request,
        event,
        "manage",
        form,
        title=_("Copy the event"),
        submit=_("Make the copy"),
        lead=_(
            "Texts, sessions and places come along, and registration opens and closes as many days "
            "before. Nobody who signed up, no message and no material comes along."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first; afterwards the list of deleted events has the way back."""
    if request.method == "POST":
        # One who presses twice meets an event that is deleted already.
        mine = Event.objects.run_by(request.user) | Event.objects.deleted_run_by(request.user)
        event = get_object_or_404(mine, slug=slug)
        done = _("The event was deleted. You can bring it back for 90 days.")
        return do(
            request,
            lambda: operations.delete(event=event, by=signed_in(request.user)),
            done,
            reverse("events:deleted"),
        )
    event = run(request, slug)
    details = [_("Its public page disappears at once.")] if event.published_at else []
    if event.attendances.exists():
        details.append(_("Its participants are no longer counted in any report."))
    words = {
        "title": _("Delete %(event)s?") % {"event": event},
        "what_happens": _(
            "For an event that was made by mistake. It can be brought back for 90 days; then it is "
            "removed for good with everything in it. An event that people have signed up for is "
            "cancelled instead."
        ),
        "details": details,
        "look": "danger",
        "button": _("Delete the event"),
        "back": reverse("events:manage", args=[event.slug]),
    }
    return render(request, "ui/confirm.html", words)


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Deleted events that the person may bring back, and the day each goes for good."""
    rows = Event.objects.deleted_run_by(request.user).select_related("organisation", "project")
    page = Paginator(rows.order_by("-deleted_at", "pk"), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    shown = [
        (row, times.when(row), row.deleted_at + KEPT_AFTER_DELETION)
        for row in page.object_list
        if row.deleted_at
    ]
    return render(request, "events/manage/deleted.html", {"page_obj": page, "rows": shown})


@require_POST
def bring_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Brings a deleted event back; one that is back already is opened."""
    mine = Event.objects.deleted_run_by(request.user) | Event.objects.run_by(request.user)
    event = get_object_or_404(mine, slug=slug)
    operations.bring_back(event=event, by=signed_in(request.user))
    messages.success(request, _("The event is back as it was."))
    return redirect("events:manage", event.slug)
