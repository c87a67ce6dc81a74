"""One registration as its own person sees it, and all of it to take away."""

from typing import Any

from talkoot.events.models import Registration
from talkoot.events.models.registration import RegistrationQuerySet


def for_own_page(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """With what the person's own page says."""
    return rows.select_related(
        "event__organisation", "event__project", "pool", "organisation", "contact"
    ).prefetch_related("needs", "party", "session_places__pool__session", "event__pools")


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
