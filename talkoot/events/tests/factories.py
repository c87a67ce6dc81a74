"""Rows for the tests of events: plain functions, every field that matters may be said."""

import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from talkoot.events import models
from talkoot.events.operations.telling import token_for
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person, hash_of
from talkoot.projects.models import Project
from talkoot.projects.tests.factories import (
    area,
    coordinator,
    member,
    organisation,
    partner_period,
    partnership,
    period,
    person,
    programme,
    project,
    team_member,
    topic,
)

__all__ = [
    "area",
    "attachment",
    "attendance",
    "certificate",
    "coordinator",
    "event",
    "headcount",
    "in_days",
    "member",
    "message",
    "moment",
    "need",
    "organisation",
    "partner_period",
    "partnership",
    "period",
    "person",
    "pool",
    "programme",
    "project",
    "registration",
    "report",
    "reported",
    "running_project",
    "series",
    "session",
    "team_member",
    "token_of",
    "topic",
    "turn",
    "turn_duty",
]

_numbers = count(1)


def moment(written: str) -> datetime:
    """`moment("2027-03-02 12:00")`: a moment in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def in_days(days: float, hour: int = 9) -> datetime:
    """The full hour (UTC) so many days from now."""
    return (timezone.now() + timedelta(days=days)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )


# --- what events stand on --------------------------------------------------------------------------
def running_project(name: str = "", **fields: Any) -> Project:
    """A published project that has begun and has no end, so that any test's day is inside it."""
    fields.setdefault("period", Period(PartialDate(date(2020, 1, 1))))
    return project(name, published=True, **fields)


def series(name: str = "", **fields: Any) -> models.Series:
    number = next(_numbers)
    fields.setdefault("slug", f"series-{number}")
    fields.setdefault("titles", Texts(fi=name or f"Esimerkkisarja {number}"))
    fields.setdefault("kind", models.Series.Kind.MEETINGS)
    of = fields.get("project")
    fields.setdefault("organisation", of.owner if of else None)
    fields["organisation"] = fields["organisation"] or organisation()
    return models.Series.objects.create(**fields)


def turn(
    of: models.Series, host: Organisation | None = None, *, period: Period | None = None,
    **fields: Any,
) -> models.HostTurn:  # fmt: skip  # one thing a line reads worse
    """The next turn of the series, of a new organisation unless said."""
    fields.setdefault("position", of.turns.count() + 1)
    if host is None and fields.get("area") is None:
        host = organisation()
    made = models.HostTurn(series=of, host=host, **fields)
    made.period = period or Period()
    made.save()
    return made


def turn_duty(of: models.HostTurn, text: str = "Varaa tila", **fields: Any) -> models.TurnDuty:
    fields.setdefault("position", of.checklist.count())
    return models.TurnDuty.objects.create(turn=of, texts=Texts(fi=text), **fields)


# --- events and their parts ------------------------------------------------------------------------
def event(
    name: str = "",
    *,
    starts_at: datetime | None = None,
    hours: float | None = 2,
    period: Period | None = None,
    published: bool | datetime = True,
    cancelled: str = "",
    deleted: bool = False,
    pools: bool = True,
    capacity: int | None = None,
    **fields: Any,
) -> models.Event:
    """A published webinar two weeks from now with remote places without a limit, unless said
    otherwise. `period` makes one whose hours are not known; `cancelled` is the reason.

    Of a project its organisation is the project's owner; else a new organisation. `on_site=True`
    gives on-site places too, `capacity` is of each, and `pools=False` makes none. `topics` may be
    a list.
    """
    number = next(_numbers)
    topics = fields.pop("topics", [])
    fields.setdefault("slug", f"event-{number}")
    fields.setdefault("kind", models.Event.Kind.WEBINAR)
    fields.setdefault("titles", Texts(fi=name or f"Esimerkkitapahtuma {number}"))
    fields.setdefault("remote", not fields.get("on_site", False))
    of = fields.get("project") or fields.get("series")
    if fields.get("organisation") is None:
        owner = getattr(of, "owner", None) or getattr(of, "organisation", None)
        fields["organisation"] = owner or organisation()
    now = timezone.now()
    made = models.Event(
        published_at=(published if isinstance(published, datetime) else now) if published else None,
        cancelled_at=now if cancelled else None,
        cancelled_reason=cancelled,
        deleted_at=now if deleted else None,
        **fields,
    )
    if period is not None:
        made.period = period
    else:
        made.starts_at = starts_at or in_days(14)
        made.ends_at = made.starts_at + timedelta(hours=hours or 2)
        made.minutes = round((made.ends_at - made.starts_at).total_seconds() / 60)
        made.period = Period(
            PartialDate(timezone.localdate(made.starts_at)),
            PartialDate(timezone.localdate(made.ends_at)),
        )
    made.save()
    made.topics.set(topics)
    if pools:
        for mode in ("on_site", "remote"):
            if getattr(made, mode):
                pool(made, capacity, mode=mode)
    return made


def session(of: models.Event, name: str = "Esimerkkiosuus", **fields: Any) -> models.Session:
    """The event's first hour unless said otherwise."""
    fields.setdefault("titles", Texts(fi=name))
    fields.setdefault("starts_at", of.starts_at or in_days(14))
    fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=1))
    return models.Session.objects.create(event=of, **fields)


def pool(
    of: models.Event, capacity: int | None = None, *, mode: str = "remote", **fields: Any
) -> models.Pool:
    """Places of the event, or with `session` of the session; of no limit unless said."""
    return models.Pool.objects.create(event=of, capacity=capacity, mode=mode, **fields)


def attachment(of: models.Event, name: str = "Esitys", **fields: Any) -> models.Attachment:
    """A material elsewhere, published unless `published_at=None`; a recording has its clock."""
    fields.setdefault("titles", Texts(fi=name))
    fields.setdefault("kind", models.Attachment.Kind.MATERIAL)
    fields.setdefault("published_at", timezone.now())
    if not fields.get("file"):
        fields.setdefault("web_address", "https://esimerkki.example/esitys")
    if fields["kind"] == "recording" and fields["published_at"]:
        day = timezone.localdate(fields["published_at"])
        fields.setdefault("captions_due_on", day + timedelta(days=14))
    return models.Attachment.objects.create(event=of, **fields)


def headcount(of: models.Event, number: int = 90, **fields: Any) -> models.Headcount:
    fields.setdefault("method", "Laskettu ovella")
    return models.Headcount.objects.create(event=of, number=number, **fields)


# --- people at events ------------------------------------------------------------------------------
def registration(
    of: models.Event | models.Pool,
    name: str = "",
    *,
    state: str = "confirmed",
    **fields: Any,
) -> models.Registration:
    """A registration on the event's first pool (or the given one), whose counts follow.

    `state` waiting joins the end of the queue; offered holds a place for a day. `token_of` tells
    the personal link's token. `email=""` is a member of a party without an address.
    """
    number = next(_numbers)
    place = of if isinstance(of, models.Pool) else of.pools.filter(session=None).first()
    assert place is not None, "an event without places takes no registrations"
    now = timezone.now()
    fields.setdefault("email", f"osallistuja{number}@example.org")
    if fields["email"] and "person" not in fields:
        fields["person"] = Person.objects.filter(email__iexact=fields["email"]).first() or person(
            name or f"Osallistuja {number}", email=fields["email"]
        )
    if state == "waiting":
        fields.setdefault("queued_at", now)
    if state == "offered":
        fields.setdefault("queued_at", now)
        fields.setdefault("offer_expires_at", now + timedelta(days=1))
    fields.setdefault("holds_place", state in ("confirmed", "offered"))
    made = models.Registration(
        event=place.event,
        pool=place,
        name=name or f"Osallistuja {number}",
        state=state,
        notice_version="1",
        calendar_uid=uuid.uuid4(),
        **fields,
    )
    made.token_hash = hash_of(token_of(made))
    made.save()
    models.Transition.objects.create(registration=made, after=state, cause="signed_up")
    place.refresh_from_db()
    place.held += made.holds_place
    place.waiting += state == "waiting" or (state == "offered" and not made.holds_place)
    if place.capacity is not None:
        place.overrides = max(place.overrides, place.held - place.capacity)
    if fields.get("queued_at"):
        place.last_queued_at = max(place.last_queued_at or fields["queued_at"], fields["queued_at"])
    place.save()
    made.pool = place
    return made


def token_of(registration: models.Registration) -> str:
    """The token of the personal link."""
    return token_for(registration)


def need(
    of: models.Registration, text: str = "Keliakia", *, kind: str = "diet", **fields: Any
) -> models.Need:
    ends = of.event.ends_on or timezone.localdate()
    fields.setdefault("delete_after", ends + timedelta(days=of.event.needs_kept_days))
    return models.Need.objects.create(registration=of, kind=kind, text=text, **fields)


def attendance(
    of: models.Event | models.Registration, name: str = "", **fields: Any
) -> models.Attendance:
    """Somebody was there: who registered, or with `name` a walk-in at the event."""
    fields.setdefault("how", models.Attendance.How.LIST)
    if isinstance(of, models.Registration):
        fields.setdefault("person", of.person)
        fields.setdefault("organisation", of.organisation)
        fields.setdefault("on_site", of.pool.mode == "on_site")
        return models.Attendance.objects.create(event=of.event, registration=of, **fields)
    return models.Attendance.objects.create(event=of, name=name, **fields)


def certificate(of: models.Registration, minutes: int = 120, **fields: Any) -> models.Certificate:
    number = next(_numbers)
    fields.setdefault("number", f"T-{number:06d}")
    fields.setdefault("check_code", f"koodi{number}")
    fields.setdefault("name", of.name)
    return models.Certificate.objects.create(registration=of, minutes=minutes, **fields)


def report(of: models.Event, **fields: Any) -> models.AttendanceReport:
    number = next(_numbers)
    fields.setdefault("program", models.AttendanceReport.Program.TEAMS)
    fields.setdefault("file_name", f"raportti-{number}.csv")
    fields.setdefault("sha256", f"{number:064x}")
    return models.AttendanceReport.objects.create(event=of, **fields)


def reported(
    of: models.AttendanceReport, name: str = "Raportoitu Esimerkki", **fields: Any
) -> models.ReportedPerson:
    return models.ReportedPerson.objects.create(report=of, name=name, **fields)


def message(
    of: models.Event, subject: str = "Tervetuloa", *, text: str = "Nähdään pian.", **fields: Any
) -> models.Message:
    fields.setdefault("states", ["confirmed"])
    return models.Message.objects.create(event=of, subject=subject, text=text, **fields)
