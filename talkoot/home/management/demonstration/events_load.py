"""Brings in the demonstration's events, through the same operations as anybody's own."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from holidays import country_holidays

from talkoot.events import operations as events
from talkoot.events.models import Event, Series
from talkoot.events.operations.places_of_event import Places
from talkoot.home.management.demonstration import (
    events_etana,
    events_kangasala,
    events_near,
    events_savo,
)
from talkoot.home.management.demonstration.counts import Counts
from talkoot.home.management.demonstration.events_shape import (
    Invented,
    Register,
    Room,
    Told,
    ToldSeries,
)
from talkoot.home.management.demonstration.participants import (
    MOST,
    address_of,
    name_of,
    workplace_of,
)
from talkoot.home.management.demonstration.people import PARTICIPANT
from talkoot.organisations.models import Organisation
from talkoot.people import operations as people
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project
from talkoot.terms.models import Area, Topic

SERIES = (
    *events_etana.SERIES, *events_savo.SERIES, *events_near.SERIES, *events_kangasala.SERIES,
)  # fmt: skip  # the list reads as one
TOLD = (*events_etana.EVENTS, *events_savo.EVENTS)
INVENTED = (*events_near.EVENTS, *events_kangasala.EVENTS)
MEETING_DAYS = (1, 2, 3)
"""Tuesday to Thursday."""
HOLIDAYS = country_holidays("FI")
PARTICIPANTS = MOST - 10
"""How many take part; the last of the invented ones work for the projects."""


def load_events(counts: Counts) -> None:
    """Brings in the series and events that are missing. An invented one that is over is followed by
    another of its kind as long as its project runs, so that there is always something to come."""
    for series in SERIES:
        if Series.objects.filter(slug=series.slug).exists():
            counts.kept += 1
        else:
            _series(series)
            counts.one("series of events")
    for told in TOLD:
        if Event.objects.filter(slug=told.slug).exists():
            counts.kept += 1
        else:
            _told(told)
            counts.one("events")
    for invented in INVENTED:
        before = Event.objects.filter(slug__regex=rf"^{invented.slug}(-\d+)?$")
        day = _day(invented)
        is_there = any(invented.in_days < 0 or not event.is_over for event in before)
        if is_there or Project.objects.get(slug=invented.project).period.has_ended(day):
            counts.kept += 1
        else:
            _invented(invented, day, number=before.count() + 1)
            counts.one("invented events")


def _series(told: ToldSeries) -> None:
    series = events.create_series(
        by=None,
        slug=told.slug,
        organisation=_organisation_at(told.organisation),
        project=_project_at(told.project),
        kind=told.kind,
        titles=told.titles,
        summaries=told.summaries,
        rotates=bool(told.turns),
        duties=told.duties,
    )
    for code in told.turns:
        area = Area.objects.get(code=code)
        events.add_turn(series=series, area=area, state="accepted", by=None)


def _told(told: Told) -> None:
    project = _project_at(told.project)
    share = None
    if told.partner:
        share = Partnership.objects.get(project=project, organisation__slug=told.partner)
    event = events.create(
        by=None,
        slug=told.slug,
        organisation=_organisation_at(told.organisation),
        project=project,
        counting_partnership=share,
        series=_series_at(told.series),
        kind=told.kind,
        titles=told.titles,
        summaries=told.summaries,
        descriptions=told.descriptions,
        period=told.period,
        topics=_topics(told.topics),
        area=_area(told.area),
        source=told.source,
        **told.fields,
    )
    if told.heads:
        events.add_headcount(
            event=event,
            number=told.heads.number,
            method=told.heads.method,
            kinds=told.heads.kinds,
            source=told.heads.source,
            is_approximate=told.heads.is_approximate,
            by=None,
        )
    events.publish(event=event, by=None)
    if told.register:
        _register(event, told.register, mode="remote")


def _day(invented: Invented) -> date:
    """The day of the event: so many days from today, moved on until people meet on all its days."""
    day = timezone.localdate() + timedelta(days=invented.in_days)
    while not all(_is_for_meeting(day + timedelta(days=more)) for more in range(invented.days)):
        day += timedelta(days=1)
    return day


def _is_for_meeting(day: date) -> bool:
    """From Tuesday to Thursday; not on a holiday, over Christmas or in July, when Finland is away."""
    is_away = day.month == 7 or (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 6)
    return day.weekday() in MEETING_DAYS and not is_away and day not in HOLIDAYS


def _at(day: date, hour: float) -> datetime:
    moment = datetime.combine(day, time(int(hour), int(hour % 1 * 60)))
    return timezone.make_aware(moment)


def _invented(invented: Invented, day: date, *, number: int) -> None:
    last = day + timedelta(days=invented.days - 1)
    fields: dict[str, Any] = dict(invented.fields)
    if invented.opens_in_days is not None:
        opens = timezone.localdate() + timedelta(days=invented.opens_in_days)
        fields["registration_opens_at"] = _at(opens, 9)
    event = events.create(
        by=None,
        slug=invented.slug if number == 1 else f"{invented.slug}-{number}",
        organisation=_organisation_at(invented.organisation),
        project=_project_at(invented.project),
        series=_series_at(invented.series),
        kind=invented.kind,
        titles=invented.titles,
        summaries=invented.summaries,
        descriptions=invented.descriptions,
        starts_at=_at(day, invented.hour),
        ends_at=_at(last, invented.hour + invented.hours),
        pools=[Places(room.mode, room.capacity, room.queue) for room in invented.rooms],
        topics=_topics(invented.topics),
        area=_area(invented.area),
        is_invented=True,
        **fields,
    )
    for part in invented.parts:
        starts = _at(day + timedelta(days=part.day), part.hour)
        events.add_session(
            event=event,
            titles=part.titles,
            starts_at=starts,
            ends_at=starts + timedelta(hours=part.hours),
            places=[Places("on_site", part.capacity)] if part.capacity else [],
            by=None,
        )
    events.publish(event=event, by=None)
    if invented.register:
        _register(event, invented.register, mode=invented.rooms[0].mode)
        return
    first = invented.first + 7 * (number - 1)
    for room in invented.rooms:
        _sign_up(event, room, invented, first)
        first += room.signed_up
    if invented.participant_mode:
        _sign_up_participant(event, invented.participant_mode)


def _sign_up_participant(event: Event, mode: str) -> None:
    person = Person.objects.get(email=PARTICIPANT)
    events.register(
        event=event,
        mode=mode,
        name=person.name,
        email=person.email,
        language=person.language,
        form_key=None,
        notice_version=event.notice_version,
    )


def _sign_up(event: Event, room: Room, invented: Invented, first: int) -> None:
    numbers = range(first, first + room.signed_up)
    # They are made as invented before they sign up, so that no mail is ever written to them.
    people.persons_of_addresses(
        names={address_of(number): name_of(number) for number in numbers},
        is_invented=True,
        by=None,
    )
    sessions = list(event.pools.exclude(session=None)) if room.mode == "on_site" else []
    for turn, number in enumerate(numbers):
        events.register(
            event=event,
            mode=room.mode,
            name=name_of(number),
            email=address_of(number),
            organisation_written=workplace_of(number),
            language="fi",
            form_key=None,
            notice_version=event.notice_version,
            needs=dict(invented.needs) if turn % 9 == 4 else {},
            session_pools=sessions if sessions and turn % 3 == 0 else (),
        )


def _register(event: Event, register: Register, *, mode: str) -> None:
    partners = [_organisation_at(slug) for slug in register.partners]
    lines = []
    for turn in range(register.number):
        number = (register.first + turn) % PARTICIPANTS
        # By the person, not by the event: who comes twice comes from the same place.
        partner = partners[number // 9 % len(partners)] if number % 9 == 0 else None
        lines.append(
            events.Listed(
                name=name_of(number),
                email=address_of(number),
                organisation=partner,
                organisation_written="" if partner else workplace_of(number),
                mode=mode,
                was_there=turn % register.absent != register.absent - 1,
                minutes=register.minutes and register.minutes - 15 * (turn % 4),
            )
        )
    lines += [
        events.Listed(
            name=name_of(number),
            email=address_of(number),
            organisation=partners[0],
            mode=mode,
            minutes=register.minutes,
            is_project_staff=True,
        )
        for number in range(PARTICIPANTS, PARTICIPANTS + register.staff)
    ]
    events.load_register(event=event, lines=lines, by=None, is_invented=True)


def _organisation_at(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def _project_at(slug: str) -> Project | None:
    return Project.objects.get(slug=slug) if slug else None


def _series_at(slug: str) -> Series | None:
    return Series.objects.get(slug=slug) if slug else None


def _area(code: str) -> Area | None:
    return Area.objects.get(code=code) if code else None


def _topics(codes: tuple[str, ...]) -> list[Topic]:
    return list(Topic.objects.filter(code__in=codes))
