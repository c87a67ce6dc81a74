"""Which events a list shows, in which order, and what it can be narrowed by."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, Value
from django.utils import timezone

from talkoot.events.models import Event, Pool
from talkoot.events.models.event import EventQuerySet
from talkoot.events.queries import documents
from talkoot.kit.alphabet import fold
from talkoot.kit.languages import Texts
from talkoot.organisations.models import Organisation
from talkoot.projects.models import Project
from talkoot.search.find import holding
from talkoot.terms.models import Area, Topic

FEED_DAYS_BACK = 400
FEED_AT_MOST = 500


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks of the list; empty words narrow nothing."""

    text: str = ""
    when: str = ""
    theme: str = ""
    area: str = ""
    language: str = ""
    way: str = ""
    project: str = ""
    kind: str = ""
    organisation: str = ""


def not_over(now: datetime | None = None) -> Q:
    """What has not ended: by the hour where hours are known, else by the day."""
    now = now or timezone.now()
    return (
        Q(ends_at__gt=now)
        | Q(ends_at=None, ends_on__gte=timezone.localdate(now))
        | Q(ends_at=None, ends_on=None)
    )


def narrowed(events: EventQuerySet, wanted: Wanted) -> EventQuerySet:
    """Those of the events that fit everything that is asked, at whatever time."""
    if wanted.text:
        found = holding(wanted.text, kind=documents.KIND).values("row_id")
        events = events.filter(Q(pk__in=found) | Q(titles__icontains=wanted.text.strip()))
    if wanted.theme:
        topics = Event.topics.through.objects.filter(event_id=OuterRef("pk"))
        events = events.filter(Exists(topics.filter(topic__code=wanted.theme)))
    if wanted.area:
        events = events.filter(
            Q(area__code=wanted.area)
            | Q(area__parent__code=wanted.area)
            | Q(area__parent__parent__code=wanted.area)
        )
    if wanted.language:
        events = events.filter(languages__contains=[wanted.language])
    if wanted.way:
        events = events.filter(**{wanted.way: True})
    if wanted.project:
        events = events.filter(project__slug=wanted.project)
    if wanted.kind:
        events = events.filter(kind=wanted.kind)
    if wanted.organisation:
        events = events.filter(organisation__slug=wanted.organisation)
    return events


def at_time(events: EventQuerySet, when: str) -> EventQuerySet:
    """Coming ones, the soonest first, or with `past` those that were, the latest first."""
    if when == "past":
        return events.exclude(not_over()).order_by("-starts_on", "-starts_at", "-pk")
    return events.filter(not_over()).order_by("starts_on", "starts_at", "pk")


def shown(events: EventQuerySet) -> EventQuerySet:
    """With what a list says of each: two questions however many there are."""
    pools = Pool.objects.filter(session=None).order_by("pk")
    return events.select_related("project", "organisation", "series").prefetch_related(
        Prefetch("pools", queryset=pools)
    )


def in_month(events: EventQuerySet, first: date) -> EventQuerySet:
    """Those that are known to the day and have a day in the month."""
    until = (first + timedelta(days=31)).replace(day=1)
    return events.filter(
        Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first),
        starts_on__lt=until,
        starts_precision="day",
        ends_precision="day",
    ).order_by("starts_on", "starts_at", "pk")


def nearest(events: EventQuerySet) -> tuple[date | None, date | None]:
    """The first and the last day that any of the events is known to begin on."""
    days = events.filter(starts_precision="day", starts_on__isnull=False).order_by("starts_on")
    first = days.values_list("starts_on", flat=True).first()
    return first, days.values_list("starts_on", flat=True).last()


def in_feed(events: EventQuerySet) -> EventQuerySet:
    """What a calendar follows: a year back and all that is coming, known to the day."""
    since = timezone.localdate() - timedelta(days=FEED_DAYS_BACK)
    rows = events.filter(starts_on__gte=since, starts_precision="day").order_by("starts_on", "pk")
    return rows.select_related("organisation", "project")[:FEED_AT_MOST]


def open_now(events: EventQuerySet) -> EventQuerySet:
    """Those that one may sign up for at this moment, the soonest first."""
    now = timezone.now()
    return events.filter(
        not_over(now),
        Q(registration_opens_at=None) | Q(registration_opens_at__lte=now),
        Q(registration_closes_at=None) | Q(registration_closes_at__gt=now),
        takes_registrations=True,
        cancelled_at=None,
        published_at__isnull=False,
    ).order_by("starts_on", "starts_at", "pk")


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed by: code and name of what public events have."""

    themes: list[tuple[str, Texts]]
    areas: list[tuple[str, Texts]]
    projects: list[tuple[str, Texts]]
    organisations: list[tuple[str, Texts]]
    languages: list[str]
    kinds: list[str]


def choices() -> Choices:
    """The vocabularies as far as public events use them. Two queries."""
    public = Event.objects.public()
    topics = Event.topics.through.objects.filter(topic_id=OuterRef("pk"), event__in=public)
    asked = [
        ("themes", Topic.objects.filter(Exists(topics)), "code"),
        ("areas", Area.objects.filter(Exists(public.filter(area=OuterRef("pk")))), "code"),
        ("projects", Project.objects.filter(Exists(public.filter(project=OuterRef("pk")))), "slug"),
        (
            "organisations",
            Organisation.objects.filter(Exists(public.filter(organisation=OuterRef("pk")))),
            "slug",
        ),
    ]
    parts = [
        rows.order_by().annotate(of=Value(of)).values_list("of", code, "names")
        for of, rows, code in asked
    ]
    found: dict[str, list[tuple[str, Texts]]] = {of: [] for of, _rows, _code in asked}
    for of, code, names in parts[0].union(*parts[1:], all=True):
        found[of].append((code, names))
    for rows in found.values():
        rows.sort(key=lambda row: fold(str(row[1])))
    languages: set[str] = set()
    kinds: set[str] = set()
    for kind, spoken in public.order_by().values_list("kind", "languages").distinct():
        kinds.add(kind)
        languages.update(spoken)
    return Choices(**found, languages=sorted(languages), kinds=sorted(kinds))
