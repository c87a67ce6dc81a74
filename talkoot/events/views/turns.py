"""One turn: its page, and what is done to it; and the proposal of the next ones."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.events import operations
from talkoot.events.forms.turns import (
    FinishForm,
    PassForm,
    ProposedForm,
    SwapForm,
    TurnForm,
    proposed_forms,
    turn_initial,
    years,
)
from talkoot.events.models import Event, HostTurn, TurnDuty
from talkoot.events.queries.proposing import (
    hosts_of,
    missing_turns,
    next_hosts,
    proposal,
    year_to_propose,
)
from talkoot.events.views.managing import do
from talkoot.events.views.series_shared import arranges, happened, series_run, shown, turn_run
from talkoot.history.models import Entry
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now

ENTRIES = 12


@require_safe
def turn(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything of one turn: when, who, the checklist, the meeting, what can be done."""
    row = turn_run(request, slug, number)
    meeting: Event | None = getattr(row, "event", None)
    entries = Entry.objects.of(row.series).filter(part=row._meta.label_lower, part_id=row.pk)
    context = {
        "series": row.series,
        "turn": row,
        "shown": shown(row),
        "swapped": shown(row.swapped_with) if row.swapped_with else None,
        "duties": list(row.checklist.all()),
        "meeting": meeting if meeting is not None and meeting.deleted_at is None else None,
        "may_open": meeting is not None
        and Event.objects.run_by(request.user).filter(pk=meeting.pk).exists(),
        "arranges": arranges(request, row.series),
        "entries": happened(entries[:ENTRIES]),
    }
    return render(request, "events/series/turn.html", context)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a turn by hand; so each host gets into the rotation."""
    series = series_run(request, slug)
    form = TurnForm(request.POST or None, series=series)

    def save() -> object:
        return operations.add_turn(series=series, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The turn was added."))
        return redirect("events:series_manage", series.slug)
    return _form(request, form, _("Add a turn"), series=series)


def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who hosts, who is responsible, when; of a past turn how far people travelled."""
    row = turn_run(request, slug, number)
    series = series_run(request, slug)
    seen = seen_now(series)
    form = TurnForm(
        request.POST or None, series=series, turn=row, initial=turn_initial(row), seen=seen
    )

    def save() -> object:
        by, given = signed_in(request.user), form.cleaned_data["seen"]
        return operations.edit_turn(turn=row, by=by, seen=given, **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The turn was saved."))
        return redirect("events:turn", slug, number)
    row = turn_run(request, slug, number)
    return _form(request, form, _("Edit the turn"), row, meanwhile=meet(form, series, row))


@require_POST
def accept(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The host takes the turn."""
    row = turn_run(request, slug, number)
    by = signed_in(request.user)
    done = _("The turn is yours. The list of what to take care of is below.")
    return do(request, lambda: operations.accept_turn(turn=row, by=by), done, _address(row))


def pass_on(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Passes the turn on, with a reason, to whoever is proposed next or to nobody yet."""
    row = turn_run(request, slug, number)
    hosts = hosts_of(row.series)
    others = {key: host for key, host in hosts.items() if key != shown(row).host.key}
    proposed = next((one.key for one in _some(row) if one.key in others), "")
    form = PassForm(request.POST or None, hosts=others, proposed=proposed)

    def save() -> object:
        return operations.pass_turn(turn=row, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The turn was passed on, and the reason is on the page."))
        return redirect("events:series", slug)
    lead = _(
        "The day and the meeting that has been begun go to the one who takes it. The turn does not "
        "count as hosted, so this host comes first when the next turns are proposed."
    )
    return _form(request, form, _("Pass the turn on"), row, lead=lead, submit=_("Pass it on"))


def _some(row: HostTurn) -> list[Any]:
    """Who hosts next, so many that everyone is among them."""
    hosts = next_hosts(row.series)
    return [host for host, _number in zip(hosts, range(60), strict=False)]


def swap(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Changes days with another host, with a reason."""
    row = turn_run(request, slug, number)
    states = (HostTurn.State.PLANNED, HostTurn.State.ACCEPTED)
    mine = HostTurn.objects.run_by(request.user).filter(series=row.series, state__in=states)
    turns = mine.exclude(pk=row.pk).select_related("host", "area").order_by("position")
    form = SwapForm(request.POST or None, turns=turns)

    def save() -> None:
        said, by = form.cleaned_data, signed_in(request.user)
        operations.swap_turns(a=row, b=said["other"], reason=said["reason"], by=by)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The two turns changed days."))
        return redirect("events:turn", slug, number)
    lead = _(
        "Both hosts should have agreed. Each keeps its own checklist; a draft of the meeting moves "
        "to the other day."
    )
    return _form(request, form, _("Change days with another"), row, lead=lead, submit=_("Change"))


def finish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Marks the turn as held."""
    row = turn_run(request, slug, number)
    form = FinishForm(request.POST or None)

    def save() -> None:
        km = form.cleaned_data["travel_km"]
        operations.finish_turn(turn=row, by=signed_in(request.user), travel_km=km)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Thank you. Write a few words for the next host."))
        return redirect("events:turn_handover", slug, number)
    return _form(request, form, _("The meeting was held"), row, submit=_("Mark as held"))


def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first, and removes a turn that was added by mistake."""
    series, row = series_run(request, slug), turn_run(request, slug, number)
    if request.method == "POST":
        by, back = signed_in(request.user), reverse("events:series_manage", args=[series.slug])
        return do(
            request, lambda: operations.remove_turn(turn=row, by=by), _("It was removed."), back
        )
    words = {
        "title": _("Remove the turn of %(host)s?") % {"host": row.host or row.area},
        "what_happens": _(
            "For a turn that was added by mistake. A host who cannot come passes the turn on instead."
        ),
        "look": "danger",
        "button": _("Remove the turn"),
        "back": _address(row),
    }
    return render(request, "ui/confirm.html", words)


@require_POST
def begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Makes the draft of the meeting, and opens it."""
    series_run(request, slug)
    row = turn_run(request, slug, number)
    try:
        made = operations.begin_meeting(turn=row, by=signed_in(request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("events:turn", slug, number)
    messages.success(request, _("This is the draft of the meeting. Check the hours and the place."))
    return redirect("events:manage", made.slug)


@require_POST
def tick(request: HttpRequest, slug: str, number: int, duty: int) -> HttpResponse:
    """Marks a duty as done, or as not done after all."""
    row = turn_run(request, slug, number)
    one = get_object_or_404(TurnDuty, pk=duty, turn=row)
    is_done, by = request.POST.get("done") == "1", signed_in(request.user)
    done = _("Marked as done.") if is_done else _("Marked as not done.")
    back = f"{_address(row)}#duties"
    return do(request, lambda: operations.tick_duty(duty=one, by=by, is_done=is_done), done, back)


def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the next turns as proposed; what a person then leaves or changes is added."""
    series = series_run(request, slug)
    asked = request.POST.get("year") or request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years() else year_to_propose(series)
    hosts, rows = hosts_of(series), proposal(series, year)
    forms = proposed_forms(request.POST if request.method == "POST" else None, rows, hosts)
    if request.method == "POST" and _added(request, series, year, forms):
        return redirect("events:series_manage", series.slug)
    context = {
        "series": series,
        "year": year,
        "years": years(),
        "forms": list(zip(forms, [*rows, *[None] * len(forms)], strict=False)),
        "hosts": hosts,
        "missing": missing_turns(series, year),
    }
    return render(request, "events/series/propose.html", context)


def _added(request: HttpRequest, series: Any, year: int, forms: list[ProposedForm]) -> bool:
    """Whether the chosen ones were added; what was wrong stands in the forms or above them."""
    valid = [form.is_valid() for form in forms]  # every form says what is wrong with it
    if not all(valid):
        return False
    chosen = [form.proposed() for form in forms if form.cleaned_data["chosen"]]
    if not chosen:
        messages.error(request, _("No turn was chosen."))
        return False
    by = signed_in(request.user)
    try:
        made = operations.propose_turns(series=series, year=year, by=by, chosen=chosen)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    done = ngettext(
        "%(number)d turn was added. The host can now take it.",
        "%(number)d turns were added. Each host can now take theirs.",
        len(made),
    )
    messages.success(request, done % {"number": len(made)})
    return True


def _address(row: HostTurn) -> str:
    return reverse("events:turn", args=[row.series.slug, row.pk])


def _form(
    request: HttpRequest, form: Any, title: str, row: HostTurn | None = None, **more: Any
) -> HttpResponse:
    words = {"form": form, "title": title, "submit": _("Save"), **more}
    if row is not None:
        words |= {"series": row.series, "turn": row, "shown": shown(row)}
    return render(request, "events/series/form.html", words)
