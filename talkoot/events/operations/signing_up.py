"""Signing up: one person or a party, in one transaction, however many come at the same moment."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.events.models import Event, Pool, Registration, SessionPlace, Transition
from talkoot.events.operations import places, refusals
from talkoot.events.operations.claim import claim, numbers
from talkoot.events.operations.needs import keep_needs
from talkoot.events.operations.outcome import Outcome, outcome_of
from talkoot.events.operations.telling import mail_link, token_for, wake
from talkoot.events.queries import times
from talkoot.history import record as history
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import Organisation
from talkoot.people import operations as people
from talkoot.people.models import Person, hash_of

State = Registration.State
Cause = Transition.Cause
MOST_IN_A_PARTY = 30


@dataclass(frozen=True)
class _Form:
    """What was sent, made plain."""

    event: Event
    pool: Pool
    name: str
    email: str
    form_key: uuid.UUID | None
    fields: dict[str, Any]
    needs: Mapping[str, str]
    session_pools: Sequence[Pool]
    party: Sequence[Mapping[str, Any]]
    by: Person | None


def register(
    *,
    event: Event,
    mode: str,
    name: str,
    email: str,
    language: str,
    form_key: uuid.UUID | None,
    notice_version: str,
    by: Person | None = None,
    role: str = Registration.Role.PARTICIPANT,
    organisation: Organisation | None = None,
    organisation_written: str = "",
    needs: Mapping[str, str] | None = None,
    funder_answers: Mapping[str, Any] | None = None,
    wants_news: bool = False,
    is_project_staff: bool = False,
    session_pools: Sequence[Pool] = (),
    party: Sequence[Mapping[str, Any]] = (),
    by_hand: bool = False,
) -> Outcome:
    """Signs somebody up, and their party (`name`, and `email`, `organisation`,
    `organisation_written`, `role`, `needs` where known): all get places, or all wait.

    A place goes to whoever comes while there is one and nobody waits; then comes the queue. A form
    sent again (the same `form_key`, event and address) gives the first answer again. Only needs and
    funder's answers that the event asks for are kept. `by_hand`: the arranger signs somebody up, and
    the opening times do not hold. The letter goes after the commit.
    Refuses with SignUpElsewhere, EventNotPublished, EventCancelled, EventOver,
    RegistrationNotOpenYet, RegistrationClosed, NoSuchMode, EventFull, SessionFull, PartyTooLarge,
    AlreadyRegistered (after mailing the link to the address) and people's AddressNotAnEmail.
    Records events.register.
    """
    address = email.strip().lower()
    key = uuid.uuid5(form_key, f"{event.pk} {address}") if form_key else None
    language = language if language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
    asked = {str(field) for field in event.funder_fields}
    try:
        refuse_unless_open(event, by_hand=by_hand)
        form = _Form(
            event=event,
            pool=_pool_of(event, mode),
            name=name.strip(),
            email=address,
            form_key=key,
            fields={
                "role": role,
                "organisation": organisation,
                "organisation_written": organisation_written.strip(),
                "language": language,
                "notice_version": notice_version,
                "wants_news": wants_news,
                "is_project_staff": is_project_staff,
                "funder_answers": {k: v for k, v in (funder_answers or {}).items() if k in asked},
            },
            needs=needs or {},
            session_pools=sorted(session_pools, key=lambda pool: pool.pk),
            party=party,
            by=by,
        )
        with transaction.atomic():
            return _sign_up(form)
    except (Refused, IntegrityError) as refusal:
        # The first sending of the same form may have taken the last place a moment ago.
        if key is not None:
            known = Registration.objects.select_related("event", "pool", "contact")
            first = known.filter(form_key=key).first()
            if first is not None and first.state in Registration.LIVE:
                return outcome_of(first)
            if first is not None and isinstance(refusal, IntegrityError):
                # The form of a registration that has ended, sent from the page one went back to.
                with _known_addresses(event, mode, address), transaction.atomic():
                    return _sign_up(replace(form, form_key=None))
        _refuse_if_known(event, mode, address, refusal)
        raise


@contextmanager
def _known_addresses(event: Event, mode: str, address: str) -> Iterator[None]:
    try:
        yield
    except (Refused, IntegrityError) as refusal:
        _refuse_if_known(event, mode, address, refusal)
        raise


def _refuse_if_known(event: Event, mode: str, address: str, refusal: Exception) -> None:
    """Refuses with AlreadyRegistered where that is what stands in the way, link mailed."""
    if isinstance(refusal, Refused) and not isinstance(refusal, refusals.EventFull):
        return
    known = (
        Registration.objects.live()
        .of_address(event, address)
        .select_related("event", "pool")
        .first()
    )
    if known is None:
        return
    mail_link(registration=known)
    if isinstance(refusal, refusals.EventFull):
        # The page says that the event is full, as it says to anyone.
        return
    pool = Pool.objects.get(event=event, session=None, mode=mode)
    free = not pool.waiting and (pool.free is None or pool.free > 0)
    raise refusals.AlreadyRegistered(
        Outcome(None, "", State.CONFIRMED)
        if free
        else Outcome(None, "", State.WAITING, pool.waiting + 1)
    ) from refusal


def refuse_unless_open(event: Event, *, by_hand: bool = False) -> None:
    """Refuses with the state that keeps people from signing up now, if any does."""
    now = timezone.now()
    if event.cancelled_at is not None or event.deleted_at is not None:
        raise refusals.EventCancelled
    if not event.takes_registrations:
        raise refusals.SignUpElsewhere
    if by_hand:
        return
    if event.published_at is None:
        raise refusals.EventNotPublished
    if event.is_over:
        raise refusals.EventOver
    if event.registration_opens_at is not None and now < event.registration_opens_at:
        raise refusals.RegistrationNotOpenYet(when=times.moment(event.registration_opens_at))
    if event.registration_closes_at is not None and now >= event.registration_closes_at:
        raise refusals.RegistrationClosed(when=times.moment(event.registration_closes_at))


def _pool_of(event: Event, mode: str) -> Pool:
    """The places asked for; how many are left is not asked before they are claimed."""
    for pool in event.pools.all():
        if pool.session_id is None and pool.mode == mode:
            return pool
    raise refusals.NoSuchMode


def _sign_up(form: _Form) -> Outcome:
    number, language = 1 + len(form.party), form.fields["language"]
    if number > MOST_IN_A_PARTY or (
        form.pool.capacity is not None and number > max(1, form.pool.capacity)
    ):
        raise refusals.PartyTooLarge(number=number)
    # Persons come before the places, so that nobody waits for an address while others wait for them.
    head = _row(form, form.name, form.email, **form.fields, form_key=form.form_key)
    party = _members(form)
    members = [row for row, _needs in party]
    for row in (head, *members):
        if row.email:
            row.person = people.person_of_address(
                email=row.email, name=row.name, language=language, by=form.by
            )
    rows = [head, *members]
    for row, number in zip(rows, numbers(len(rows)), strict=True):
        row.pk = number
    history.record(
        "events.register", on=form.event, by=form.by or AnonymousUser(), part=head,
        changes={"count": [None, len(rows)]} if members else {},
    )  # fmt: skip  # one entry in one line of thought
    keep_needs(form.event, [(head, form.needs), *party])
    wake(rows)
    claimed = claim(pool=form.pool, head=head, number=len(rows), by=form.by)
    _add_members(head, members, form.by)
    _keep_sessions(form, rows)
    if head.state == State.WAITING and claimed.is_room:
        # Somebody behind a party that does not fit, or after the cut-off, may have the place at once.
        places.promote(places.lock(form.event.pk)[form.pool.pk])
        head.refresh_from_db()
        return outcome_of(head)
    return Outcome(head, token_for(head), head.state, claimed.place_in_queue)


def _row(form: _Form, name: str, email: str, **fields: Any) -> Registration:
    row = Registration(
        event=form.event,
        pool=form.pool,
        name=name,
        email=email,
        calendar_uid=uuid.uuid4(),
        **fields,
    )
    row.token_hash = hash_of(token_for(row))
    return row


def _members(form: _Form) -> list[tuple[Registration, Mapping[str, str]]]:
    """The party's other members and their needs. An address that stands in the form twice is the
    first one's; those who had signed up themselves keep their own registration and are left out."""
    given = [str(member.get("email") or "").strip().lower() for member in form.party]
    known: set[str] = set()
    if any(given):
        live = Registration.objects.live().of_address(form.event, *filter(None, given))
        known = {row.email.lower() for row in live}
    seen, rows = {form.email}, []
    for member, address in zip(form.party, given, strict=True):
        if address in known and address != form.email:
            continue
        own = "" if address in seen else address
        seen.add(address)
        fields = {**form.fields, "wants_news": False, "funder_answers": {}}
        fields["role"] = member.get("role") or fields["role"]
        if member.get("organisation") or member.get("organisation_written"):
            fields["organisation"] = member.get("organisation")
            fields["organisation_written"] = str(member.get("organisation_written") or "").strip()
        row = _row(form, str(member.get("name") or "").strip(), own, **fields)
        rows.append((row, member.get("needs") or {}))
    return rows


def _add_members(head: Registration, members: Sequence[Registration], by: Person | None) -> None:
    """The party gets what its contact got."""
    if not members:
        return
    for row in members:
        row.contact, row.state, row.holds_place = head, head.state, head.holds_place
        row.queued_at = head.queued_at
    Registration.objects.bulk_create(members)
    Transition.objects.bulk_create(
        Transition(registration=row, after=row.state, cause=Cause.SIGNED_UP, by=by, told_at=None)
        for row in members
    )


def _keep_sessions(form: _Form, rows: Sequence[Registration]) -> None:
    holds = rows[0].holds_place
    for pool in form.session_pools:
        if pool.event_id != form.event.pk or pool.session is None:
            raise refusals.NoSuchMode
        if holds and not places.take_session_place(pool.pk, len(rows)):
            raise refusals.SessionFull(session=pool.session.titles)
        SessionPlace.objects.bulk_create(
            SessionPlace(registration=row, pool=pool, holds_place=holds) for row in rows
        )
