"""Beginning an event and changing what it says of itself."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.events.models import Event, Series
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.changing import changing
from talkoot.events.operations.moving import follow
from talkoot.events.operations.places_of_event import Places, add_all, keep_modes
from talkoot.events.operations.registrations import tell_change
from talkoot.events.queries.documents import KIND, documents_of
from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.kit.refusals import Refused, refused_by
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project
from talkoot.projects.operations.changing import (
    Changes,
    ProjectArchived,
    ProjectDeleted,
    changed,
    first_values,
    refuse_overwriting,
)
from talkoot.projects.operations.project import slug_of
from talkoot.search import index

RESERVED_SLUGS = frozenset(
    {
        "arranged", "calendar", "certificates", "check", "deleted", "feed", "here", "import", "mine",
        "month", "new", "organisations", "own", "page", "past", "project", "search", "series",
    }
)  # fmt: skip  # the list reads as one
"""Addresses that are pages of the list; no event may stand on them."""

EDITABLE = frozenset(
    {
        "slug", "kind", "series", "turn", "project", "organisation", "counting_partnership", "titles",
        "summaries", "descriptions", "starts_at", "ends_at", "period", "minutes", "languages", "topics",
        "area", "on_site", "remote", "place", "address", "accessibility", "remote_link", "remote_help",
        "takes_registrations", "registration_opens_at", "registration_closes_at", "asks_diet",
        "asks_access", "asks_feedback", "needs_kept_days", "contacts_kept_days",
        "is_funder_participation", "funder_fields", "funder_reason", "notice_version", "remind_hours_before",
        "certificate_minutes", "source", "is_invented",
    }
)  # fmt: skip  # the list reads as one
TOLD = frozenset({"starts_at", "ends_at", "on_site", "remote", "place", "address", "remote_link"})
"""What concerns everyone who comes: a change of these is told to all who have signed up."""
IN_CALENDARS = TOLD | {"titles", "summaries", "starts_on", "ends_on"}
REFUSALS = {
    "events_event_slug_key": refusals.SlugTaken,
    "events_event_ends_after_start": refusals.EndsBeforeStart,
    "events_event_hours_together": refusals.EndsBeforeStart,
    "events_event_turn_id_key": refusals.TurnHasEvent,
}


def create(
    *,
    organisation: Organisation,
    titles: Texts,
    kind: str,
    by: Person | None,
    project: Project | None = None,
    series: Series | None = None,
    pools: Sequence[Places] | None = None,
    slug: str = "",
    **fields: Any,
) -> Event:
    """Begins an event as a draft that only those who arrange it and follow its project see.

    `fields` are any that `edit` takes. With `starts_at` and `ends_at` its days and length follow;
    else `period` says what is known. Without `pools` it gets places without a limit for each way of
    taking part. A partner's contact's event counts in their partner's share. Without `slug` the
    address is made of the title. The same event of the same organisation twice is one by mistake.
    Refuses with TitleMissing, EventThere, SlugReserved, SlugTaken, HoursIncomplete,
    EndsBeforeStart, ClosesBeforeOpening, OfAnotherProject, ProjectArchived, ProjectDeleted.
    Records `events.create`.
    """
    with transaction.atomic():
        # The same form sent twice waits here for the first, and then finds its event.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        _refuse_closed(project)
        event = Event(
            organisation=organisation, titles=titles, kind=kind, project=project, series=series
        )
        fields.setdefault("counting_partnership", share_of(project, by))
        _assign(event, fields)
        event.slug = _free_slug(slug, titles)
        _refuse_same(event)
        with refused_by(REFUSALS):
            event.save(force_insert=True)
        topics = list(fields.get("topics", ()))
        event.topics.set(topics)
        changes = first_values(event)
        if topics:
            changes["topics"] = [[], [dict(topic.names) for topic in topics]]
        record("events.create", on=event, by=by, changes=changes)
        add_all(event, pools)
        index.put(KIND, event.pk, documents_of(event))
    return event


def edit(
    *, event: Event, by: Person | None, seen: int | None = None, reason: str = "", **changes: Any
) -> Event:
    """Changes any of the event's own fields; `topics` takes the whole list.

    A new time, place or link of a published event that is not over is told to everyone who has
    signed up, with `reason` in the arranger's words, and their calendars are changed. What
    follows the event's time moves with it (`moving.follow`). A way of taking part that is switched
    on gets places. `seen` is the last history entry that the person had seen when the form
    was opened. What does not differ is not recorded.
    Refuses with ChangedMeanwhile, SessionOutsideEvent, PlacesInUse and the refusals of `create` and
    of `publish`.
    Records `events.edit`.
    """
    with changing(event):
        before, was = snapshot(event), event.starts_at
        had = [dict(topic.names) for topic in event.topics.all()]
        _assign(event, changes)
        differing: Changes = changed(event, before)
        if "topics" in changes:
            has = [dict(topic.names) for topic in changes["topics"]]
            if sorted(map(str, has)) != sorted(map(str, had)):
                differing["topics"] = [had, has]
        if not differing:
            return event
        refuse_overwriting(event, differing, seen)
        if "slug" in differing:
            _refuse_reserved(event.slug)
        if event.published_at is not None:
            for missing in missing_for_publishing(event):
                raise missing
        if differing.keys() & IN_CALENDARS:
            event.calendar_sequence += 1
        with refused_by(REFUSALS):
            event.save()
        if "topics" in differing:
            event.topics.set(changes["topics"])
        record("events.edit", on=event, by=by, changes=differing, note=reason.strip())
        keep_modes(event)
        follow(event, was, differing, by)
        is_live = event.published_at is not None and event.cancelled_at is None
        if differing.keys() & TOLD and is_live and not event.is_over:
            tell_change(event=event, by=by, what=reason.strip())
    return event


def share_of(project: Project | None, by: Person | None) -> Partnership | None:
    """The partnership whose share a person's event counts in: that of a partner's contact."""
    if project is None or by is None:
        return None
    role = project.team.live().filter(person=by, role="partner_contact").first()
    return role.partnership if role is not None else None


def missing_for_publishing(event: Event) -> list[type[Refused]]:
    """What the event still lacks before anyone may see it, as the refusals it would meet."""
    missing: list[type[Refused]] = []
    if not event.titles:
        missing.append(refusals.TitleMissing)
    if not event.period and event.starts_at is None:
        missing.append(refusals.TimeMissing)
    if not event.on_site and not event.remote:
        missing.append(refusals.WayMissing)
    if event.on_site and not event.place:
        missing.append(refusals.PlaceMissing)
    return missing


def _assign(event: Event, changes: dict[str, Any]) -> None:
    """Puts the values on the row and works out what follows from them."""
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of an event: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        if name != "topics":
            setattr(event, name, value)
    if not event.titles:
        raise refusals.TitleMissing
    if (event.starts_at is None) != (event.ends_at is None):
        raise refusals.HoursIncomplete
    if event.starts_at is not None and event.ends_at is not None:
        # Between two moments of one zone Python counts by the clock on the wall, which is turned twice a year.
        lasts = event.ends_at.astimezone(UTC) - event.starts_at.astimezone(UTC)
        if lasts <= timedelta(0):
            raise refusals.EndsBeforeStart
        event.period = Period(_day(event.starts_at), _day(event.ends_at))
        if "minutes" not in changes and changes.keys() & {"starts_at", "ends_at"}:
            event.minutes = round(lasts.total_seconds() / 60)
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if opens is not None and closes is not None and closes <= opens:
        raise refusals.ClosesBeforeOpening
    share, turn = event.counting_partnership, event.turn
    if share is not None and share.project_id != event.project_id:
        raise refusals.OfAnotherProject
    if turn is not None and turn.series_id != event.series_id:
        raise refusals.TurnOfAnotherSeries


def _day(moment: datetime) -> PartialDate:
    return PartialDate(timezone.localdate(moment))


def _refuse_closed(project: Project | None) -> None:
    if project is None:
        return
    project.refresh_from_db(fields=["archived_at", "deleted_at"])
    if project.deleted_at is not None:
        raise ProjectDeleted
    if project.archived_at is not None:
        raise ProjectArchived


def _refuse_same(event: Event) -> None:
    same: Iterable[Event] = Event.objects.live().filter(
        organisation=event.organisation,
        project=event.project,
        titles=event.titles,
        starts_at=event.starts_at,
        starts_on=event.starts_on,
        cancelled_at=None,
        turn=event.turn,
    )
    if event.starts_on is not None and any(same):
        raise refusals.EventThere


def _refuse_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS or slug.endswith((".ics", ".xml")):
        raise refusals.SlugReserved


def _free_slug(asked: str, titles: Texts) -> str:
    if asked:
        _refuse_reserved(asked)
        return asked
    start = slug_of(titles.pick("fi").text)
    if start in RESERVED_SLUGS or start == "project":
        start = f"{start}-event" if start != "project" else "event"
    taken = set(Event.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug
