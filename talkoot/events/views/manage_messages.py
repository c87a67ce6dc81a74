"""Messages to participants: written, looked at, sent by the worker, and how far they have gone."""

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.events import operations
from talkoot.events.forms.remains import MessageForm
from talkoot.events.models import Event, Message, Pool, Registration
from talkoot.events.queries.messages import progress_of, receivers_of, unsent_of
from talkoot.events.views.managing import context, do, form_page, part, run
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved

ROWS_A_PAGE = 25
EXAMPLES = 5
STATES = dict(Registration.State.choices)
MODES = dict(Pool.Mode.choices)


@require_safe
def messages(request: HttpRequest, slug: str) -> HttpResponse:
    """All messages, the latest first, with how far each has gone."""
    event = run(request, slug)
    page = Paginator(event.messages.all(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, progress_of(row) if row.started_at else None) for row in page.object_list]
    words = context(request, event, "manage_messages", page_obj=page, rows=rows)
    return render(request, "events/manage/messages.html", words)


def new_message(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes a message; the next page shows it before it goes to anyone."""
    event = run(request, slug)
    form = MessageForm(request.POST or None)
    made: list[Message] = []

    def save() -> object:
        row = operations.write(event=event, by=signed_in(request.user), **form.cleaned_data)
        made.append(row)
        return row

    if request.method == "POST" and saved(form, save):
        return redirect("events:manage_message", event.slug, made[0].pk)
    return form_page(
        request,
        event,
        "manage_messages",
        form,
        title=_("Write a message"),
        submit=_("Look at it before sending"),
    )


def _row(event: Event, number: int) -> Message:
    found: Message = part(event, Message.objects.select_related("event", "by"), number)
    return found


@require_safe
def message(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Before sending: how it will look and to how many; afterwards: how far it has gone."""
    event = run(request, slug)
    row = _row(event, number)
    words = context(request, event, "manage_messages", title=row.subject, row=row)
    words["groups"] = [STATES.get(state, state) for state in row.states]
    words["mode"] = MODES.get(row.mode, "")
    if row.started_at is None:
        receivers = receivers_of(event, row.states, row.mode)
        words |= {"number": receivers.count(), "examples": receivers[:EXAMPLES]}
    else:
        words |= {"progress": progress_of(row), "unsent": unsent_of(row)}
    answer = render(request, "events/manage/message.html", words)
    answer["Cache-Control"] = "private, no-store"
    return answer


def edit_message(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Changes a message that has not been sent."""
    event = run(request, slug)
    row = _row(event, number)
    back = reverse("events:manage_message", args=[event.slug, row.pk])
    if row.started_at is not None:
        return redirect(back)
    initial = {name: getattr(row, name) for name in MessageForm.base_fields}
    form = MessageForm(request.POST or None, initial=initial)

    def save() -> object:
        return operations.rewrite(message=row, by=signed_in(request.user), **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        return redirect(back)
    return form_page(
        request,
        event,
        "manage_messages",
        form,
        title=_("Change the message"),
        submit=_("Look at it before sending"),
        cancel_url=back,
    )


@require_POST
def send_message(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Begins sending; pressing twice sends once."""
    event = run(request, slug)
    row = _row(event, number)
    try:
        told = operations.start(message=row, by=signed_in(request.user))
    except Refused as refused:
        notes.error(request, str(refused))
    else:
        said = ngettext(
            "The message is on its way to %(number)d person.",
            "The message is on its way to %(number)d persons.",
            told,
        )
        notes.success(request, said % {"number": told})
    return redirect("events:manage_message", event.slug, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def throw_away_message(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first."""
    event = run(request, slug)
    row = _row(event, number)
    if request.method == "POST":
        return do(
            request,
            lambda: operations.throw_away(message=row, by=signed_in(request.user)),
            _("The message was thrown away."),
            reverse("events:manage_messages", args=[event.slug]),
        )
    words = {
        "title": _("Throw the message away?"),
        "what_happens": row.subject,
        "look": "danger",
        "button": _("Throw away"),
        "back": reverse("events:manage_message", args=[event.slug, row.pk]),
    }
    return render(request, "ui/confirm.html", words)
