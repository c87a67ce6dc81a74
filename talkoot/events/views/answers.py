"""The answer to a sign-up: a page that tells at once what became of it."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from talkoot.events.models import Event, Pool
from talkoot.events.operations.outcome import Outcome
from talkoot.events.queries import times
from talkoot.events.queries.by_address import to_sign_up
from talkoot.events.views import words
from talkoot.events.views.lines import Day
from talkoot.ui import doors

ANSWER_SALT = "talkoot.events.answer"
ANSWER_SECONDS = 86_400


def head(event: Event) -> dict[str, Any]:
    """What every page about signing up for an event says of it."""
    return {
        "day": Day(*words.day_block(event)),
        "when": times.when(event),
        "where": words.where(event),
        "zone": words.ZONE,
        "event_url": reverse("events:page", args=[event.slug]),
        "list_url": reverse("events:list"),
    }


def answered(event: Event, outcome: Outcome, number: int, email: str, mode: str) -> HttpResponse:
    """Sends on to the page that tells what became of it. The answer is in the address, signed: no
    cookie, no row is read, and loading the page again sends nothing."""
    answer = signing.dumps(
        {
            "e": event.pk,
            "s": outcome.state,
            "p": outcome.place_in_queue,
            "n": number,
            "a": _hinted(email),
            "m": mode,
        },
        salt=ANSWER_SALT,
        compress=True,
    )
    return redirect("events:registered", event.slug, answer)


def _hinted(email: str) -> str:
    """Enough of an address for its owner to see whether it is right, too little for others."""
    name, _at, host = email.strip().lower().partition("@")
    return f"{name[:2]}…@{host}" if host else ""


@doors.public
@never_cache
def registered(request: HttpRequest, slug: str, answer: str) -> HttpResponse:
    """What became of a sign-up, in words, at once."""
    try:
        event = to_sign_up(request.user, slug)
    except Event.DoesNotExist as missing:
        raise Http404 from missing
    try:
        told = signing.loads(answer, salt=ANSWER_SALT, max_age=ANSWER_SECONDS)
    except signing.BadSignature:
        return redirect("events:page", slug)
    if told["e"] != event.pk:
        return redirect("events:page", slug)
    asked = {pool.mode: pool.queue for pool in event.pools.all() if pool.session_id is None}
    context = {
        "event": event,
        "state": told["s"],
        "place": told["p"],
        "number": told["n"],
        "hint": told["a"],
        "offers": asked.get(told["m"]) == Pool.Queue.OFFER,
        "has_hours": event.starts_at is not None,
        "calendar_url": reverse("events:event_calendar", args=[slug]),
        **head(event),
    }
    response = render(request, "events/registered.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
