"""Where a person is signed in now."""

from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from talkoot.people.models import Person


class LiveSession(NamedTuple):
    """One browser in which the person is signed in; `here` is the one that asks."""

    device: str
    since: object
    here: bool


def live_sessions(person: Person, session_key: str | None) -> list[LiveSession]:
    """This browser first, then the others, newest first."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=live).order_by("-created_at")
    found = [
        LiveSession(row.user_agent, row.created_at, row.session_key == session_key) for row in rows
    ]
    return sorted(found, key=lambda session: not session.here)
