"""Signing in leaves a row that the person can read; signing out everywhere else."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from talkoot.history import record as history
from talkoot.people.models import Person, SignIn

NO_ADDRESS = "0.0.0.0"  # noqa: S104  # nothing is bound to it: it stands where an address would be kept
LONGEST_SESSION = timedelta(days=90)

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip  # pairs read as a list; the first that fits is right, since browsers name each other
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip  # pairs read as a list


def _device(user_agent: str) -> str:
    """Browser and system in two words (“Firefox, Windows”); empty when they cannot be told."""
    found = [
        next((words for sign, words in signs if sign in user_agent), "")
        for signs in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(word for word in found if word)


def _way(records: Sequence[Mapping[str, Any]]) -> str:
    """How the person signed in: `code`, `password`, `passkey`, `outside`, with `+totp` and the like."""
    steps = []
    for step in records:
        method = str(step.get("method", ""))
        if method == "mfa":
            kind = str(step.get("type", ""))
            method = "passkey" if kind == "webauthn" else kind
        elif method == "socialaccount":
            method = "outside"
        if method and method not in steps:
            steps.append(method)
    return "+".join(steps)[:40] or "other"


@transaction.atomic
def record_sign_in(
    *,
    person: Person,
    records: Sequence[Mapping[str, Any]],
    user_agent: str,
    session_key: str | None,
) -> SignIn:
    """Adds a row that says when, how and with what kind of device; never from which network address.

    `records` are the steps that were taken. Also takes the address out of the list of live
    sessions. Leaves no history entry: the row itself is the record.
    """
    device = _device(user_agent)
    UserSession.objects.filter(user=person, session_key=session_key or "").update(
        ip=NO_ADDRESS, user_agent=device
    )
    return SignIn.objects.create(person=person, way=_way(records), device=device)


@transaction.atomic
def end_other_sign_ins(*, person: Person, keep: str | None, by: Person) -> int:
    """Signs the person out everywhere but in the session `keep`; returns how many ended.

    Records people.end_other_sign_ins when there were any.
    """
    count = end_sessions(person=person, keep=keep)
    if count:
        history.record("people.end_other_sign_ins", on=person, by=by)
    return count


def end_sessions(*, person: Person, keep: str | None = None) -> int:
    """Ends the person's sessions, all but `keep`; returns how many were live."""
    mine = UserSession.objects.filter(user=person).exclude(session_key=keep or "")
    keys = list(mine.values_list("session_key", flat=True))
    live, _rows = Session.objects.filter(session_key__in=keys).delete()
    mine.delete()
    return live


def end_old_sessions(*, now: datetime) -> int:
    """Ends sessions that began 90 days ago, and forgets the rows of those that are over."""
    old = UserSession.objects.filter(created_at__lt=now - LONGEST_SESSION)
    Session.objects.filter(session_key__in=old.values("session_key")).delete()
    known = Session.objects.filter(expire_date__gte=now).values("session_key")
    gone: int = UserSession.objects.exclude(session_key__in=known).delete()[0]
    return gone
