"""Reminding those who arrange: the next host of its turn, and the arranger of a recording's captions."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from talkoot.events.models import Attachment, HostTurn
from talkoot.events.queries.arrangers import arrangers_of
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.notices import operations as notices
from talkoot.people.models import Person

DAYS_BEFORE_TURN = (14, 60)
CAPTIONS_NEAR = timedelta(days=7)


def remind_hosts() -> int:
    """Reminds the responsible person of a turn 60 and 14 days before its first day, each once; a turn
    that was moved reminds of its new day. Returns how many letters. A turn without a responsible
    person waits until it has one."""
    today = timezone.localdate()
    due = (
        HostTurn.objects.filter(
            state__in=(HostTurn.State.PLANNED, HostTurn.State.ACCEPTED),
            responsible__erased_at=None,
            responsible__isnull=False,
            starts_on__range=(today, today + timedelta(days=max(DAYS_BEFORE_TURN))),
        )
        .filter(Q(series__project=None) | Q(series__project__archived_at=None))
        .exclude(series__project__deleted_at__isnull=False)
    )
    return sum(_remind_host(number) for number in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_host(number: int) -> bool:
    # Two workers with the same turn: the second waits here and then finds it reminded.
    turn = (
        HostTurn.objects.select_for_update(of=("self",), no_key=True)
        .select_related("series", "host", "area", "responsible", "event")
        .get(pk=number)
    )
    person, day = turn.responsible, turn.starts_on
    if person is None or day is None or not turn.is_open:
        return False
    left = (day - timezone.localdate()).days
    before = next((days for days in DAYS_BEFORE_TURN if left <= days), None)
    if before is None:
        return False
    last = turn.reminded_days_before
    if turn.reminded_of == day and last is not None and last <= before:
        return False
    turn.reminded_of, turn.reminded_days_before = day, before
    turn.save(update_fields=["reminded_of", "reminded_days_before"])
    if not _may_be_written_to(person):
        return False
    language = person.language
    with override(language):
        page = reverse("events:turn", args=[turn.series.slug, turn.pk])
    notices.send(
        kind="events.turn",
        to=person.email,
        language=language,
        template="events/mail/turn",
        context={
            "period": turn.period,
            "accepted": turn.state == HostTurn.State.ACCEPTED,
            "series": turn.series.titles.pick(language).text,
            "host": _host(turn, language),
            "duties": [
                duty.texts.pick(language).text for duty in turn.checklist.filter(done_on=None)
            ],
            "address": settings.SITE_URL + page,
        },
    )
    return True


def _host(turn: HostTurn, language: str) -> str:
    whose = turn.host or turn.area
    return whose.names.pick(language).text if whose is not None else ""


def remind_captions() -> int:
    """Tells the arrangers of a public recording without captions seven days before they are due, and
    once more when the day is past. Returns how many letters."""
    today = timezone.localdate()
    waiting = Attachment.objects.filter(
        kind=Attachment.Kind.RECORDING,
        published_at__isnull=False,
        captioned_on=None,
        event__deleted_at=None,
    ).filter(
        Q(captions_due_on__lt=today, captions_late_told_at=None)
        | Q(
            captions_due_on__range=(today, today + CAPTIONS_NEAR),
            captions_near_told_at=None,
        )
    )
    return sum(
        _remind_of_captions(number)
        for number in waiting.order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _remind_of_captions(number: int) -> int:
    row = (
        Attachment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("event__project", "event__organisation", "event__counting_partnership")
        .get(pk=number)
    )
    due, now = row.captions_due_on, timezone.now()
    if due is None or row.captioned_on is not None or row.published_at is None:
        return 0
    is_late = due < timezone.localdate(now)
    field = "captions_late_told_at" if is_late else "captions_near_told_at"
    if getattr(row, field) is not None:
        return 0
    setattr(row, field, now)
    row.save(update_fields=[field])
    return _write(row, arrangers_of(row.event), is_late=is_late)


def _write(row: Attachment, persons: Iterable[Person], *, is_late: bool) -> int:
    count = 0
    for person in persons:
        if not _may_be_written_to(person):
            continue
        language = person.language if person.language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
        with override(language):
            page = reverse("events:manage_attachments", args=[row.event.slug])
        notices.send(
            kind="events.captions",
            to=person.email,
            language=language,
            template="events/mail/captions",
            context={
                "recording": row.titles.pick(language).text,
                "title": row.event.titles.pick(language).text,
                "due": row.captions_due_on,
                "is_late": is_late,
                "address": settings.SITE_URL + page,
            },
        )
        count += 1
    return count


def _may_be_written_to(person: Person) -> bool:
    return bool(person.email) and person.is_active and not person.is_invented
