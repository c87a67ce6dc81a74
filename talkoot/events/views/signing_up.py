"""Signing up without an account."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from talkoot.events import operations
from talkoot.events.forms.sign_up import MOST_OTHERS, Others, OthersFormSet, SignUpForm, as_typed
from talkoot.events.models import Event, Registration, Session
from talkoot.events.operations.needs import needs_kept_until
from talkoot.events.operations.outcome import Outcome
from talkoot.events.operations.refusals import AlreadyRegistered, EventFull
from talkoot.events.queries import times
from talkoot.events.queries.by_address import to_sign_up
from talkoot.events.queries.organisations import organisations_like
from talkoot.events.queries.rooms import Room, SignUp, rooms_of, sign_up_of
from talkoot.events.views import words
from talkoot.events.views.answers import answered, head
from talkoot.kit.forms import show_refusal
from talkoot.kit.limits import Limit
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.ui import doors

# An office, or a hall where everybody signs up at once, sits behind one network address.
FROM_ONE_PLACE = Limit(settings.SIGN_UP_LIMIT, seconds=600)
WITH_ONE_ADDRESS = Limit(20 if settings.SIGN_UP_LIMIT else 0, seconds=600)
MORE_ROWS = 3


class _FormCheck(CsrfViewMiddleware):
    """Django's own check of a form's origin, asked by the view itself."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _is_expired(request: HttpRequest) -> bool:
    """Whether a signed-in person's form is too old to be believed.

    Nobody acts in anybody's name by a form that needs no account, so for others there is nothing to
    check: their page carries no cookie, and their form never expires.
    """
    if not request.user.is_authenticated:
        return False
    check = _FormCheck(lambda _request: HttpResponse())
    return check.process_view(request, HttpResponse, (), {}) is not None


@dataclass
class _Forms:
    """The form and the rows of the party, with the event and its room as they are now."""

    event: Event
    rooms: list[Room]
    form: SignUpForm
    others: OthersFormSet

    @property
    def is_for_queue(self) -> bool:
        return not any(room.gives_place for room in self.rooms)


def _sessions(event: Event) -> list[tuple[Session, str]]:
    """The sessions that have places of their own, with their room in words."""
    found = []
    has_sessions = vars(event)["has_sessions"]
    for session in event.sessions.prefetch_related("pools") if has_sessions else ():
        pools = list(session.pools.all())
        if pools:
            hours = f"{times.clock(session.starts_at)}–{times.clock(session.ends_at)}"
            room = ", ".join(
                f"{words.MODES[pool.mode]}: {_session_room(pool.free)}" for pool in pools
            )
            day = times.day(session.starts_at)
            found.append((session, f"{session.titles}, {day} {hours} ({room})"))
    return found


def _session_room(free: int | None) -> str:
    if free is None:
        return _("room for everyone")
    return _("{count} places free").format(count=free) if free else _("full")


def _forms(request: HttpRequest, event: Event, *, as_sent: bool) -> _Forms:
    """The forms; `as_sent` binds them to what was posted."""
    rooms = rooms_of(event)
    modes = [
        (room.mode, f"{str(words.MODES[room.mode]).capitalize()} – {words.room(room)}")
        for room in rooms
    ]
    who = request.user
    known = {"name": who.name, "email": who.email} if isinstance(who, Person) else {}
    data = request.POST if as_sent else None
    form = SignUpForm(data, event=event, modes=modes, sessions=_sessions(event), initial=known)
    return _Forms(event, rooms, form, Others(data, prefix="party"))


def _again(request: HttpRequest, sent: _Forms, *, rows: int = 0) -> _Forms:
    """What was typed in a new form, unchecked, with `rows` more for others."""
    shown = _forms(request, sent.event, as_sent=False)
    typed = as_typed(sent.form)
    for name in ("notice_version", *(["form_key"] if not typed.get("form_key") else [])):
        typed.pop(name, None)
    shown.form.initial.update(typed)
    others = [as_typed(form) for form in sent.others.forms] if sent.others.is_bound else []
    filled = [row for row in others if any(row.values())]
    shown.others = Others(prefix="party", initial=filled)
    shown.others.extra = min(MOST_OTHERS - len(filled), max(2, rows))
    return shown


@doors.kept
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for signing up; where one cannot, the page says why and what to do."""
    event = _event(request, slug)
    if request.method == "POST" and event.pools.all():
        return _posted(request, event)
    rooms = rooms_of(event)
    can_come = any(room.gives_place or room.takes_to_queue for room in rooms)
    if sign_up_of(event) != SignUp.OPEN or not can_come:
        return _closed(request, event)
    return _shown(request, _forms(request, event, as_sent=False))


def _event(request: HttpRequest, slug: str) -> Event:
    try:
        return to_sign_up(request.user, slug)
    except Event.DoesNotExist as missing:
        raise Http404 from missing


def _posted(request: HttpRequest, event: Event) -> HttpResponse:
    sent = _forms(request, event, as_sent=True)
    if "add" in request.POST:
        return _shown(request, _again(request, sent, rows=MORE_ROWS), opened=True)
    if _is_expired(request):
        note = _("The page had been open for too long. Nothing you wrote was lost: send it again.")
        return _shown(request, _again(request, sent), note=note)
    is_valid = sent.form.is_valid()
    pools = sent.form.session_pools() if is_valid else []
    if not sent.others.is_valid() or not sent.form.is_valid() or sent.form.errors:
        return _shown(request, sent)
    if sent.form.is_from_a_machine:
        # A program that filled in everything is answered like a person, and nothing happens.
        return answered(
            event,
            Outcome(None, "", Registration.State.CONFIRMED),
            1,
            "",
            sent.form.cleaned_data["mode"],
        )
    if not _is_within_limits(request, event, sent.form.cleaned_data["email"]):
        note = _(
            "Very many have signed up from your network just now. Wait some minutes and send the"
            " form again: nothing you wrote was lost."
        )
        return _shown(request, _again(request, sent), note=note, status=429)
    return _sign_up(request, sent, pools)


def _is_within_limits(request: HttpRequest, event: Event, email: str) -> bool:
    place = get_adapter().get_client_ip(request)
    from_place = FROM_ONE_PLACE.takes(f"{event.pk} {place}")
    return WITH_ONE_ADDRESS.takes(f"{event.pk} {email.lower()}") and from_place


def _sign_up(request: HttpRequest, sent: _Forms, pools: list[Any]) -> HttpResponse:
    by = request.user if isinstance(request.user, Person) else None
    told, party = sent.form.told(), sent.others.party()
    try:
        outcome = operations.register(
            event=sent.event,
            language=get_language() or "fi",
            by=by,
            session_pools=pools,
            party=party,
            **told,
        )
    except AlreadyRegistered as known:
        # Answered as a newcomer is: a stranger does not learn whose addresses are known.
        return answered(sent.event, known.answer, 1 + len(party), told["email"], told["mode"])
    except EventFull as refused:
        return _full(request, sent, refused)
    except Refused as refused:
        show_refusal(sent.form, refused)
        return _shown(request, sent)
    row = outcome.registration
    if by is not None and row is not None and row.person_id == by.pk:
        return redirect("events:own", outcome.token)
    return answered(sent.event, outcome, 1 + len(party), told["email"], told["mode"])


def _full(request: HttpRequest, sent: _Forms, refused: Refused) -> HttpResponse:
    """The last place went meanwhile and there is no queue: the form again, with what is left."""
    event = _event(request, sent.event.slug)
    left = [room for room in rooms_of(event) if room.gives_place or room.takes_to_queue]
    if not left:
        return _closed(request, event)
    shown = _again(request, _Forms(event, sent.rooms, sent.form, sent.others))
    shown.form.initial["mode"] = left[0].mode
    modes = ", ".join(f"{words.MODES[room.mode]}: {words.room(room)}" for room in left)
    note = _("The last place went while you wrote. You can still come in another way ({ways}).")
    return _shown(request, shown, note=f"{refused.sentence} {note.format(ways=modes)}")


def _shown(
    request: HttpRequest,
    forms: _Forms,
    *,
    note: str | Promise = "",
    opened: bool = False,
    status: int = 200,
) -> HttpResponse:
    event, form = forms.event, forms.form
    others = forms.others
    rows = [as_typed(one) for one in others.forms] if others.is_bound else [others.initial]
    rows_filled = any(any(row.values()) if isinstance(row, dict) else row for row in rows)
    context = {
        "event": event,
        "form": form,
        "others": forms.others,
        "opened": opened or rows_filled,
        "note": note,
        "only": forms.rooms[0] if len(forms.rooms) == 1 else None,
        "only_mode": words.MODES.get(forms.rooms[0].mode) if len(forms.rooms) == 1 else "",
        "only_room": words.room(forms.rooms[0]) if len(forms.rooms) == 1 else "",
        "is_for_queue": forms.is_for_queue,
        "needs_until": needs_kept_until(event),
        "is_signed_in": request.user.is_authenticated,
        **head(event),
    }
    return render(request, "events/register.html", context, status=status)


def _closed(request: HttpRequest, event: Event) -> HttpResponse:
    """Why one cannot sign up now, and what to do instead."""
    state = sign_up_of(event)
    opens, closes = event.registration_opens_at, event.registration_closes_at
    context = {
        "event": event,
        "state": "full" if state == SignUp.OPEN else str(state),
        "opens": opens and times.moment(opens),
        "closed": closes and times.moment(closes),
        **head(event),
    }
    return render(request, "events/register_closed.html", context)


@doors.kept
def organisations(request: HttpRequest) -> JsonResponse:
    """Names of organisations that hold what has been written so far."""
    return JsonResponse({"names": organisations_like(request.GET.get("q", "")[:100])})
