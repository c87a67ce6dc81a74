"""Telling people what became of their registration, each step once, after the commit."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, override

from talkoot.events.models import Registration, Transition
from talkoot.events.queries import calendar, times
from talkoot.events.queries.queue import place_in_queue
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.notices import operations as notices
from talkoot.people.models import hash_of

State = Registration.State
Cause = Transition.Cause
LINK_AGAIN_AFTER = timedelta(minutes=10)
AT_MOST_AT_ONCE = 500
"""How many one task of the worker tells; the rest is the next one's."""

LETTERS = {
    Cause.OFFER_MADE: "events/mail/offer",
    Cause.FIRST_COME: "events/mail/first_come",
    Cause.TAKEN_BY_ANOTHER: "events/mail/taken",
    Cause.OFFER_RAN_OUT: "events/mail/lapsed",
    Cause.OFFER_DECLINED: "events/mail/ended",
    Cause.CANCELLED: "events/mail/ended",
    Cause.MOVED: "events/mail/moved",
    Cause.RETURNED: "events/mail/moved",
    Cause.REMOVED: "events/mail/removed",
    Cause.EVENT_CHANGED: "events/mail/changed",
    Cause.EVENT_CANCELLED: "events/mail/event_cancelled",
}
"""The letter that tells of a step; others are told by where they led: a place or the queue."""
PLACE, QUEUE = "events/mail/place", "events/mail/queue"
OF_ARRANGER = (Cause.PLACE_GIVEN, Cause.MOVED, Cause.RETURNED, Cause.REMOVED)
LINK, REMINDER = "events/mail/link", "events/mail/reminder"


def wake(registrations: Iterable[Registration]) -> None:
    """Asks the worker, in the caller's transaction, to tell these of their latest steps."""
    from talkoot.events.tasks import tell as task  # the task imports this module

    task.enqueue([row.pk for row in registrations])


def token_for(registration: Registration) -> str:
    """The personal link's token. It is made from the registration's own random number and the
    installation's key, so that a later letter can carry the same link and no row holds it."""
    secret = salted_hmac(
        "talkoot.events.personal_link", str(registration.calendar_uid), algorithm="sha256"
    )
    return secret.hexdigest()[:43]


def own_address(registration: Registration) -> str:
    """The whole address of the registration's own page, in the active language."""
    token = token_for(registration)
    if registration.token_hash != hash_of(token):
        # The installation's key was changed: the old link gives way to the one that is mailed now.
        registration.token_hash = hash_of(token)
        Registration.objects.filter(pk=registration.pk).update(token_hash=registration.token_hash)
    return f"{settings.SITE_URL}/{get_language()}/events/own/{token}/"


def tell(*, registrations: Iterable[int]) -> int:
    """Writes to each of these what their latest step was, if nobody has; returns how many letters.

    Several steps since the last letter are one letter: it is about where one stands now, an offer
    and its deadline above all, and says the arranger's reasons and what has changed of the event.
    Nothing is written to those without an address, nor to the invented. Each is one transaction:
    stopped half way, it goes on with the rest the next time.
    """
    return sum(_tell(number) for number in registrations)


def tell_due() -> int:
    """Tells what no task has told: a worker was killed, or more were waiting than one task tells."""
    waiting = Transition.objects.untold().order_by("registration_id").distinct("registration_id")
    return tell(
        registrations=list(waiting.values_list("registration_id", flat=True)[:AT_MOST_AT_ONCE])
    )


def _tell(number: int) -> bool:
    with transaction.atomic():
        # Two workers with the same step: the second waits here and then finds nothing to tell.
        row = (
            Registration.objects.select_for_update(of=("self",), no_key=True)
            .select_related("event__organisation", "event__project", "pool", "person", "contact")
            .filter(pk=number)
            .first()
        )
        untold = Transition.objects.untold().filter(registration=number)
        steps = list(untold.order_by("pk"))
        if row is None or not steps:
            return False
        untold.update(told_at=timezone.now())
        if not has_mail(row):
            return False
        _write(row, _letter(row, steps), **_said(row, steps))
        return True


def _letter(row: Registration, steps: Sequence[Transition]) -> str:
    """What the steps come to: an offer that stands, else what the latest of them says."""
    moves = [step for step in steps if step.cause != Cause.EVENT_CHANGED]
    if not moves:
        return LETTERS[Cause.EVENT_CHANGED]
    if row.state == State.OFFERED:
        return LETTERS[Cause.OFFER_MADE if row.holds_place else Cause.FIRST_COME]
    latest = moves[-1]
    by_state = PLACE if row.state == State.CONFIRMED else QUEUE
    # A later step that is not told in a letter of its own has overtaken what this one says.
    return LETTERS.get(Cause(latest.cause), by_state) if latest.after == row.state else by_state


def _said(row: Registration, steps: Sequence[Transition]) -> dict[str, Any]:
    """The words that go with the steps: the reason of the latest, the arranger's earlier ones with
    what they did, and what changed of the event for those who may still come."""
    moves = [step for step in steps if step.cause != Cause.EVENT_CHANGED]
    changes = [step.reason for step in steps if step.cause == Cause.EVENT_CHANGED]
    earlier = [
        (step.get_cause_display(), step.reason)
        for step in moves[:-1]
        if step.cause in OF_ARRANGER and step.reason
    ]
    return {
        "reason": moves[-1].reason or "" if moves else "",
        "earlier": earlier if row.state in Registration.LIVE else [],
        "has_changed": bool(changes) and row.state in Registration.LIVE,
        "changes": list(dict.fromkeys(change for change in changes if change)),
    }


def language_of(row: Registration) -> str:
    """The language in which the registration's person is written to."""
    return row.language if row.language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]


def has_mail(row: Registration) -> bool:
    """Whether there is anybody to write to."""
    return bool(row.email) and not (row.person is not None and row.person.is_invented)


def _write(row: Registration, letter: str, **words: Any) -> None:
    """One letter in the registration's language, with the calendar's part where it belongs."""
    language = language_of(row)
    method = "REQUEST" if row.state == State.CONFIRMED else "CANCEL"
    part = ""
    dated = row.event.starts_at is not None and letter not in (LINK, REMINDER)
    if dated and (method == "REQUEST" or row.in_calendar):
        with override(language):
            part = calendar.invitation(row, method)
        row.in_calendar = method == "REQUEST"
        row.calendar_sequence += 1
        row.save(update_fields=["in_calendar", "calendar_sequence"])
    with override(language):
        address, when = own_address(row), times.when(row.event)
        until = row.offer_expires_at and times.moment(row.offer_expires_at)
    notices.send(
        kind=f"events.{letter.rpartition('/')[2]}",
        to=row.email,
        language=language,
        template=letter,
        context={
            "registration": row,
            "event": row.event,
            "title": row.event.titles.pick(language).text,
            "organiser": row.event.organisation.names.pick(language).text,
            "place": place_in_queue(row),
            "party": list(row.party.order_by("pk")),
            "address": address,
            "when": when,
            "is_live": row.state in Registration.LIVE,
            "until": until,
            **words,
        },
        calendar=part,
        calendar_method=method if part else "",
    )


def mail_link(*, registration: Registration) -> bool:
    """Mails the personal link again, at most once in ten minutes; returns whether it was written."""
    with transaction.atomic():
        row = (
            Registration.objects.select_for_update(of=("self",), no_key=True)
            .select_related("event__organisation", "event__project", "pool", "person", "contact")
            .get(pk=registration.pk)
        )
        now = timezone.now()
        lately = row.link_mailed_at is not None and row.link_mailed_at > now - LINK_AGAIN_AFTER
        if lately or not has_mail(row):
            return False
        Registration.objects.filter(pk=row.pk).update(link_mailed_at=now)
        _write(row, LINK)
        return True


def remind() -> int:
    """Reminds those who have a place when the event's own hours before it have come; returns how
    many letters. Who signed up later than that has the confirmation, which is enough."""
    now = timezone.now()
    hours = F("event__remind_hours_before") * timedelta(hours=1)
    due = (
        Registration.objects.filter(
            state=State.CONFIRMED,
            reminded_at=None,
            event__starts_at__gt=now,
            event__cancelled_at=None,
            event__deleted_at=None,
            event__published_at__isnull=False,
            event__remind_hours_before__gt=0,
        )
        .alias(moment=ExpressionWrapper(F("event__starts_at") - hours, DateTimeField()))
        .filter(moment__lte=now)
        .order_by("pk")
    )
    return sum(_remind(number) for number in due.values_list("pk", flat=True)[:AT_MOST_AT_ONCE])


def _remind(number: int) -> bool:
    with transaction.atomic():
        row = (
            Registration.objects.select_for_update(of=("self",), no_key=True)
            .select_related("event__organisation", "event__project", "pool", "person", "contact")
            .get(pk=number)
        )
        if row.reminded_at is not None or row.state != State.CONFIRMED:
            return False
        Registration.objects.filter(pk=number).update(reminded_at=timezone.now())
        assert row.event.starts_at is not None
        before = timedelta(hours=row.event.remind_hours_before)
        if row.created_at > row.event.starts_at - before or not has_mail(row):
            return False
        _write(row, REMINDER)
        return True
