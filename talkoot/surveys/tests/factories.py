"""Rows for the tests of feedback: plain functions, every field that matters may be said."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from talkoot.events.models import Event
from talkoot.events.tests.factories import (
    attendance,
    coordinator,
    event,
    headcount,
    moment,
    organisation,
    partner_period,
    partnership,
    period,
    person,
    registration,
    running_project,
    team_member,
)
from talkoot.kit.languages import Texts
from talkoot.people.models import hash_of
from talkoot.projects.models import Project
from talkoot.surveys.models import Asked, Door, Form, FormVersion, Item, Needs, Said, Wave
from talkoot.surveys.models.door import plain_code
from talkoot.surveys.operations import load_core
from talkoot.surveys.operations.needs import begin_needs

__all__ = [
    "asked",
    "attendance",
    "coordinator",
    "door",
    "event",
    "form",
    "headcount",
    "moment",
    "needs",
    "organisation",
    "partner_period",
    "partnership",
    "period",
    "person",
    "registration",
    "running_project",
    "said",
    "team_member",
    "wave",
]
_numbers = count(1)


def wave(of: Event | None = None, **fields: Any) -> Wave:
    """An open anonymous wave of an event that has just ended, with the core questions."""
    at = of or event(project=running_project())
    number = next(_numbers)
    given = {
        "kind": Wave.Kind.EVENT,
        "event": at,
        "project": at.project,
        "organisation": at.organisation,
        "partnership": at.counting_partnership,
        "area": at.area,
        "core": load_core(),
        "code": f"T{number:05d}",
        "opens_at": timezone.now() - timedelta(hours=1),
        "closes_at": timezone.now() + timedelta(days=13),
    }
    if fields.get("closed_at"):
        given |= {"asked_in_all": 0, "answered_in_all": 0}
    return Wave.objects.create(**{**given, **fields})


def asked(of: Wave, token: str = "", **fields: Any) -> Asked:
    """Somebody who may answer, by a letter with that token."""
    if "registration" not in fields and "email" not in fields:
        fields["email"] = f"vastaaja{next(_numbers)}@example.org"
    return Asked.objects.create(wave=of, token_hash=hash_of(token) if token else "", **fields)


def form(*kinds: str, title: str = "Omat kysymykset", **fields: Any) -> FormVersion:
    """A published form of a project's or nobody's own, with a question of each of these kinds."""
    row = Form.objects.create(
        **{"purpose": "feedback", **fields}, code=f"lomake-{next(_numbers)}", titles=Texts(fi=title)
    )
    version = FormVersion.objects.create(form=row, number=1)
    options = [{"key": key, "words": {"fi": key}} for key in ("yksi", "kaksi", "kolme")]
    Item.objects.bulk_create(
        Item(
            version=version, key=f"oma-{kind}", kind=kind, words=Texts(fi=f"Kysymys {kind}?"),
            options=options if kind in ("choice", "many") else [], position=position,
        )
        for position, kind in enumerate(kinds)
    )  # fmt: skip  # one row reads as one
    version.published_at = timezone.now()
    version.save()
    return version


def needs(project: Project, **fields: Any) -> Needs:
    """An open survey of needs of two sectors, that everybody may answer."""
    now = timezone.now()
    given = {
        "titles": Texts(fi="Osaajatarpeet"),
        "sectors": [Texts(fi="Sosiaaliala"), Texts(fi="Ravintola-ala")],
        "own": form("many"),
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=5),
        "by": None,
    }
    return begin_needs(project=project, **{**given, **fields})


def door(of: Project | None, **fields: Any) -> Door:
    """An open door of a project, or of an organisation that is said."""
    given = {
        "project": of,
        "organisation": of.owner if of is not None else None,
        "slug": f"ovi-{next(_numbers)}",
        "titles": Texts(fi="Miten arki sujuu?"),
    }
    return Door.objects.create(**{**given, **fields})


def said(at: Door, code: str = "", **fields: Any) -> Said:
    """Something that a resident said, to be read with the code if there is one."""
    given = {
        "text": "Jono oli pitkä.",
        "said_on": timezone.localdate(),
        "code_hash": hash_of(plain_code(code)) if code else "",
    }
    return Said.objects.create(door=at, **{**given, **fields})
