"""Who comes: the list, one person, moves that need a reason, signing up by hand, needs, lists to keep."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from talkoot.events import operations
from talkoot.events.forms.participants import (
    ByHandForm,
    ModeForm,
    MoveForm,
    NeedsReasonForm,
    ParticipantsFilter,
    ReasonForm,
)
from talkoot.events.models import Event, Need, Registration
from talkoot.events.operations.refusals import AlreadyRegistered, AnotherInForce
from talkoot.events.queries import managing as queries
from talkoot.events.queries.needs import counts
from talkoot.events.queries.queue import place_in_queue
from talkoot.events.views.managing import context, form_page, part, run
from talkoot.events.views.participant_sheets import sheets_of
from talkoot.kit.files import FileKind
from talkoot.kit.sheets import workbook as written
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.ui.downloads import download

ROWS_A_PAGE = 50
NOT_KEPT = "private, no-store"


def _narrowed(request: HttpRequest, event: Event) -> tuple[ParticipantsFilter, Any]:
    form = ParticipantsFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, queries.participants(event, **wanted)


@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, narrowed by words, state and way of taking part."""
    event = run(request, slug)
    form, rows = _narrowed(request, event)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    words = context(
        request,
        event,
        "manage_participants",
        filters=form,
        page_obj=page,
        counts=queries.state_counts(event),
        narrowed=any(request.GET.get(name) for name in ("text", "state", "mode")),
        query=request.GET.urlencode(),
    )
    answer = render(request, "events/manage/participants.html", words)
    answer["Cache-Control"] = NOT_KEPT
    return answer


@require_safe
def workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list as a file; diet and access are there as counts."""
    event = run(request, slug)
    _form, rows = _narrowed(request, event)
    content = written(sheets_of(event, queries.in_list(rows)))
    return download(content, FileKind.XLSX, f"{event.slug}-{timezone.localdate():%Y%m%d}")


@require_safe
def print_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Those with a place, by name, with a box to tick: for the door."""
    event = run(request, slug)
    wanted = request.GET.get("mode", "")
    mode = wanted if wanted in ("on_site", "remote") else ""
    rows = queries.participants(event, state="confirmed", mode=mode)
    words = context(request, event, "manage_participants", title=_("List for the door"))
    words["rows"] = queries.in_list(rows.order_by("name", "pk"))
    answer = render(request, "events/manage/print_list.html", words)
    answer["Cache-Control"] = NOT_KEPT
    return answer


def by_hand(request: HttpRequest, slug: str) -> HttpResponse:
    """Signs somebody up who asked by phone or mail."""
    event = run(request, slug)
    form = ByHandForm(request.POST or None, event=event)
    made: list[Registration] = []

    def save() -> None:
        try:
            outcome = operations.register(
                event=event,
                notice_version=event.notice_version,
                by=signed_in(request.user),
                by_hand=True,
                **form.values(),
            )
        except AlreadyRegistered as known:
            # The words of the other are for whoever signs up themselves.
            raise AnotherInForce from known
        if outcome.registration is not None:
            made.append(outcome.registration)

    if request.method == "POST" and saved(form, save) and made:
        messages.success(
            request,
            _("%(name)s: %(state)s. The message is on its way.")
            % {"name": made[0].name, "state": made[0].get_state_display()},
        )
        return redirect("events:manage_participants", event.slug)
    return form_page(
        request,
        event,
        "manage_participants",
        form,
        title=_("Sign somebody up"),
        submit=_("Sign up"),
        lead=_("The queue holds here too: when the event is full, the person joins the queue."),
    )


@require_safe
def participant(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One registration: what was told, every step of it, and what can be done."""
    event = run(request, slug)
    row = _row(event, number)
    words = context(
        request,
        event,
        "manage_participants",
        title=row.name or _("no name any more"),
        row=row,
        steps=queries.steps_of(row),
        place=place_in_queue(row),
        party=list(row.party.order_by("pk")) if row.contact_id is None else [],
        sessions=row.session_places.select_related("pool__session"),
        is_live=row.state in Registration.LIVE,
        other_mode=event.pools.filter(session=None).exclude(pk=row.pool_id).exists(),
    )
    answer = render(request, "events/manage/participant.html", words)
    answer["Cache-Control"] = NOT_KEPT
    return answer


def _row(event: Event, number: int) -> Registration:
    rows = Registration.objects.select_related("event", "pool", "organisation", "contact", "person")
    found: Registration = part(event, rows, number)
    return found


MOVES: dict[str, tuple[Callable[..., object], Promise, Promise, Promise]] = {
    "give-place": (
        operations.give_place,
        gettext_lazy("Give a place past the queue"),
        gettext_lazy("Give the place"),
        gettext_lazy(
            "The person gets a place even if the event is full. The limit stays as it is; the place "
            "is counted as an exception. The whole party comes along."
        ),
    ),
    "move": (
        operations.move_in_queue,
        gettext_lazy("Move in the queue"),
        gettext_lazy("Move"),
        gettext_lazy("The person and their party are moved together."),
    ),
    "return": (
        operations.return_to_queue,
        gettext_lazy("Return to the end of the queue"),
        gettext_lazy("Return to the queue"),
        gettext_lazy("The place, if there is one, goes to the next in the queue at once."),
    ),
    "remove": (
        operations.remove,
        gettext_lazy("Remove from the event"),
        gettext_lazy("Remove"),
        gettext_lazy("The place goes to the next in the queue at once."),
    ),
}
"""What an arranger may do to a registration: the verb, the title, the button and what happens."""


def move(request: HttpRequest, slug: str, number: int, how: str) -> HttpResponse:
    """Asks for the reason, which the person reads, and does it."""
    event = run(request, slug)
    row = _row(event, number)
    operation, title, submit, lead = MOVES[how]
    kind = MoveForm if how == "move" else ReasonForm
    form = kind(request.POST or None, initial={"priority": row.priority or 1})
    back = reverse("events:manage_participant", args=[event.slug, row.pk])

    def save() -> object:
        return operation(registration=row, by=signed_in(request.user), **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Done. The person is told, with your reason."))
        return redirect(back)
    return form_page(
        request,
        event,
        "manage_participants",
        form,
        title=f"{title}: {row.name}",
        submit=submit,
        lead=lead,
        cancel_url=back,
    )


def change_mode(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Moves somebody to the other way of taking part at their wish."""
    event = run(request, slug)
    row = _row(event, number)
    form = ModeForm(request.POST or None, initial={"mode": row.pool.mode})
    back = reverse("events:manage_participant", args=[event.slug, row.pk])

    def save() -> object:
        return operations.change_mode(
            registration=row, by=signed_in(request.user), **form.cleaned_data
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The way of taking part was changed."))
        return redirect(back)
    title = _("Way of taking part: %(name)s") % {"name": row.name}
    return form_page(request, event, "manage_participants", form, title=title, cancel_url=back)


def needs(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts for the kitchen and the house; names only for a reason, which stays in the history."""
    event = run(request, slug)
    form = NeedsReasonForm(request.POST or None)
    named: list[Need] = []

    def save() -> None:
        named.extend(
            operations.show_needs(event=event, by=signed_in(request.user), **form.cleaned_data)
        )

    if request.method == "POST":
        saved(form, save)
    found = counts(event)
    words = context(
        request,
        event,
        "manage_needs",
        form=form,
        named=named,
        kinds=[(label, found[kind]) for kind, label in Need.Kind.choices],
        kept_days=event.needs_kept_days,
    )
    answer = render(request, "events/manage/needs.html", words)
    answer["Cache-Control"] = NOT_KEPT
    return answer
