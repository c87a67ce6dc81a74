"""Certificates of attendance: issued by what was noted, revoked and issued anew when that is corrected."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from talkoot.events.models import Attendance, Certificate, Event, Registration
from talkoot.events.operations import attendance_refusals as refusals
from talkoot.events.operations.at_door import at_door
from talkoot.events.operations.certificate_letters import tell_revoked
from talkoot.events.operations.telling import language_of
from talkoot.events.queries.attendance import minutes_of_marks, minutes_present
from talkoot.events.queries.check_in import LETTERS
from talkoot.history import record as history
from talkoot.people.models import Person

CODE_LENGTH = 16


def issue_certificate(*, registration: Registration, by: Person | None) -> Certificate:
    """The certificate in force: the one that is, if it still says what was noted, else a new one
    that takes its place.

    Refuses with NoCertificates, TooFewMinutes, NameNotKnown, EventDeleted.
    Records events.issue_certificate when one is issued.
    """
    with at_door(registration.event) as event:
        registration.refresh_from_db()
        minutes = minutes_present(registration)
        return _issue(event, registration, minutes, by)


def issue_all(*, event: Event, by: Person | None) -> int:
    """A certificate for each who has a registration and minutes enough and has none in force;
    returns how many were issued.

    Refuses with NoCertificates, EventDeleted. Records events.issue_certificate for each.
    """
    with at_door(event) as locked:
        if locked.certificate_minutes is None:
            raise refusals.NoCertificates
        marks: dict[int, list[Attendance]] = {}
        live = Attendance.objects.live().filter(event=locked, registration__isnull=False)
        for row in live.select_related("session"):
            assert row.registration_id is not None
            marks.setdefault(row.registration_id, []).append(row)
        waiting = Registration.objects.filter(pk__in=marks).exclude(name="")
        waiting = waiting.exclude(certificates__in=Certificate.objects.filter(revoked_at=None))
        issued = 0
        for registration in waiting.order_by("pk"):
            minutes = minutes_of_marks(locked, marks[registration.pk])
            if minutes is not None and minutes >= locked.certificate_minutes:
                _issue(locked, registration, minutes, by)
                issued += 1
    return issued


def revoke_certificate(*, certificate: Certificate, reason: str, by: Person | None) -> Certificate:
    """Takes the certificate out of force; whoever checks it reads the reason, and its holder gets it by
    letter. A second time changes nothing.

    Refuses with RevokeReasonMissing, EventDeleted. Records events.revoke_certificate.
    """
    if not reason.strip():
        raise refusals.RevokeReasonMissing
    with at_door(certificate.registration.event) as event:
        certificate.refresh_from_db()
        if certificate.revoked_at is None:
            _revoke(event, certificate, reason, by)
            tell_revoked(certificate)
    return certificate


def correct_certificate(registration: Registration, by: Person | None) -> None:
    """After a mark was corrected: what no longer holds is revoked, and the next is issued if the
    minutes are still enough. Called in the transaction of the correction."""
    assert transaction.get_connection().in_atomic_block
    event = registration.event
    now = Certificate.objects.filter(registration=registration, revoked_at=None).first()
    if now is None:
        return
    minutes = minutes_present(registration)
    if minutes == now.minutes:
        return
    enough = (
        event.certificate_minutes is not None
        and minutes is not None
        and minutes >= event.certificate_minutes
    )
    if enough:
        _issue(event, registration, minutes, by)
    else:
        _revoke(event, now, _corrected(registration), by)
        tell_revoked(now)


def move_certificate(ended: Registration, kept: Registration, by: Person | None) -> None:
    """After two registrations of one person became one: the certificate of the one that ended is
    revoked, and the other has one if either had. Called in the transaction of the merge."""
    assert transaction.get_connection().in_atomic_block
    in_force = Certificate.objects.filter(registration__in=(ended, kept), revoked_at=None)
    had = in_force.filter(registration=ended).first()
    if had is not None:
        _revoke(ended.event, had, _corrected(ended), by)
        minutes, needed = minutes_present(kept), kept.event.certificate_minutes
        enough = None not in (minutes, needed) and (minutes or 0) >= (needed or 0)
        if enough and kept.name:
            _issue(kept.event, kept, minutes, by)
        elif not in_force.filter(registration=kept).exists():
            tell_revoked(had)
    correct_certificate(kept, by)


def _issue(
    event: Event, registration: Registration, minutes: int | None, by: Person | None
) -> Certificate:
    if event.certificate_minutes is None:
        raise refusals.NoCertificates
    if not registration.name:
        raise refusals.NameNotKnown
    if minutes is None or minutes < event.certificate_minutes:
        raise refusals.TooFewMinutes(minutes=minutes or 0, needed=event.certificate_minutes)
    now = Certificate.objects.filter(registration=registration, revoked_at=None).first()
    if now is not None:
        if now.minutes == minutes and now.name == registration.name:
            return now
        _revoke(event, now, _corrected(registration), by)
    code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
    row = Certificate.objects.create(
        registration=registration, number=code, check_code=code, name=registration.name,
        minutes=minutes,
    )  # fmt: skip  # one row in one line of thought
    # The row's own number is the only one that two at once cannot have; it is known only now.
    row.number = f"{timezone.localdate().year}-{row.pk:06}"
    row.save(update_fields=["number"])
    history.record("events.issue_certificate", on=event, by=by, part=row)
    return row


def _revoke(event: Event, row: Certificate, reason: str, by: Person | None) -> None:
    row.revoked_at = timezone.now()
    row.revoked_reason = reason.strip()[:300]
    row.save(update_fields=["revoked_at", "revoked_reason"])
    history.record("events.revoke_certificate", on=event, by=by, part=row, note=row.revoked_reason)


def _corrected(registration: Registration) -> str:
    with override(language_of(registration)):
        return gettext("What was noted of the attendance was corrected.")
