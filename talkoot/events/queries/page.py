"""Everything that anyone may read of one event."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from talkoot.events.models import Attachment, Event, Headcount, Session
from talkoot.events.models.event import EventQuerySet
from talkoot.events.queries.rooms import Room, SignUp, room_of, rooms_of, sign_up_of
from talkoot.kit.languages import Texts
from talkoot.terms.models import Topic


@dataclass(frozen=True)
class Part:
    """One session, with the room that it has where it has places of its own."""

    session: Session
    rooms: list[Room]


@dataclass(frozen=True)
class Parts:
    """An event's page. `programme` is whose emblem and statement stand at the end of it."""

    sign_up: SignUp
    rooms: list[Room]
    sessions: list[Part]
    topics: list[Topic]
    materials: list[Attachment]
    recordings: list[Attachment]
    headcounts: list[Headcount]
    statement: Texts | None
    emblem: str


def for_page(events: EventQuerySet) -> EventQuerySet:
    """With what every event's page needs beside its pools, and whether there is anything of what few have."""
    of_it = {"event": OuterRef("pk")}
    rows = events.select_related("organisation", "project__programme", "series", "area")
    return rows.annotate(
        has_sessions=Exists(Session.objects.filter(**of_it)),
        has_topics=Exists(Event.topics.through.objects.filter(**of_it)),
        has_attachments=Exists(Attachment.objects.filter(**of_it, published_at__isnull=False)),
        has_headcounts=Exists(Headcount.objects.filter(**of_it, withdrawn_at=None)),
    )


def for_signing_up(events: EventQuerySet) -> EventQuerySet:
    """With what the form for signing up needs beside its pools."""
    return events.annotate(has_sessions=Exists(Session.objects.filter(event=OuterRef("pk"))))


def parts_of(event: Event) -> Parts:
    """The parts of an event that came by `for_page`; a question for each kind of part it has."""
    pools = list(event.pools.all())
    by_session: dict[int, list[Room]] = {}
    for pool in pools:
        if pool.session_id is not None:
            by_session.setdefault(pool.session_id, []).append(room_of(pool))
    has = vars(event)
    published = (
        list(event.attachments.exclude(published_at=None).order_by("pk"))
        if has["has_attachments"]
        else []
    )
    sessions = list(event.sessions.all()) if has["has_sessions"] else []
    headcounts = (
        list(event.headcounts.filter(withdrawn_at=None).order_by("pk"))
        if has["has_headcounts"]
        else []
    )
    project = event.project
    programme = project.programme if project else None
    statement = project.funding_statement if project and project.funding_statement else None
    if not statement and programme:
        statement = programme.statement
    return Parts(
        sign_up=sign_up_of(event),
        rooms=rooms_of(event),
        sessions=[Part(one, by_session.get(one.pk, [])) for one in sessions],
        topics=list(event.topics.all()) if has["has_topics"] else [],
        materials=[one for one in published if one.kind == Attachment.Kind.MATERIAL],
        recordings=[one for one in published if one.kind == Attachment.Kind.RECORDING],
        headcounts=headcounts,
        statement=statement or None,
        emblem=programme.emblem if programme else "",
    )
