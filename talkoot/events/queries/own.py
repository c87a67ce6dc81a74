"""One registration as its own person sees it, and all of it to take away."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from talkoot.events.models import Attendance, Certificate, Registration
from talkoot.events.models.registration import RegistrationQuerySet
from talkoot.people.models import Person


def for_own_page(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """With what the person's own page says."""
    return rows.select_related(
        "event__organisation", "event__project", "pool", "organisation", "contact"
    ).prefetch_related("needs", "party", "session_places__pool__session", "event__pools")


def signed_up(person: Person, *, is_past: bool) -> RegistrationQuerySet:
    """The person's own registrations: of coming events the soonest first, those that ended otherwise
    left out; of past ones and of cancelled events the latest first. Each knows whether the person
    was there (`was_there`) and has a certificate in force (`has_certificate`)."""
    now = timezone.now()
    coming = Q(event__ends_at__gt=now) | Q(
        event__ends_at=None, event__ends_on__gte=timezone.localdate(now)
    )
    coming &= Q(event__cancelled_at=None)
    rows = Registration.objects.filter(person=person, event__deleted_at=None)
    rows = rows.exclude(coming) if is_past else rows.filter(coming).live()
    marks = Attendance.objects.live().filter(registration=OuterRef("pk"))
    in_force = Certificate.objects.filter(registration=OuterRef("pk"), revoked_at=None)
    order = (
        ("-event__ends_on", "-pk") if is_past else ("event__starts_on", "event__starts_at", "pk")
    )
    return (
        rows.annotate(was_there=Exists(marks), has_certificate=Exists(in_force.exclude(name="")))
        .select_related("event__organisation", "event__project", "pool")
        .order_by(*order)
    )


def everything_of(registration: Registration) -> dict[str, Any]:
    """All that is kept of one registration, in plain words, for the person themselves."""
    row, event = registration, registration.event
    return {
        "event": {
            "title": dict(event.titles),
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
            "place": event.place,
        },
        "name": row.name,
        "email": row.email,
        "organisation": str(row.organisation) if row.organisation else row.organisation_written,
        "role": row.role,
        "language": row.language,
        "way_of_taking_part": row.pool.mode,
        "state": row.state,
        "signed_up_at": row.created_at,
        "in_queue_since": row.queued_at,
        "offer_expires_at": row.offer_expires_at,
        "privacy_notice_version": row.notice_version,
        "may_be_told_of_other_events": row.wants_news,
        "funder_answers": row.funder_answers,
        "needs": [
            {
                "kind": need.kind,
                "text": need.text,
                "consented_at": need.consented_at,
                "deleted_after": need.delete_after,
            }
            for need in row.needs.all()
        ],
        "sessions": [
            {"title": dict(place.pool.session.titles), "has_place": place.holds_place}
            for place in row.session_places.all()
            if place.pool.session is not None
        ],
        "signed_up_together": [member.name for member in row.party.all()],
        "steps": [
            {
                "at": step.at,
                "before": step.before,
                "after": step.after,
                "cause": step.cause,
                "reason": step.reason,
            }
            for step in row.transitions.order_by("at", "pk")
        ],
        "attendance": [
            {"on": mark.marked_at, "minutes": mark.minutes}
            for mark in row.attendances.filter(withdrawn_at=None)
        ],
        "certificates": [
            {"number": one.number, "minutes": one.minutes, "issued_at": one.issued_at}
            for one in row.certificates.all()
        ],
    }
