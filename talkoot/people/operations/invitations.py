"""Inviting somebody by e-mail, and their yes or no."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from talkoot.history import record as history
from talkoot.kit.languages import PRODUCT_LANGUAGES, Text
from talkoot.kit.refusals import Refused
from talkoot.notices import operations as notices
from talkoot.people.models import Invitation, Person, hash_of
from talkoot.people.operations.persons import PersonErased, create_person
from talkoot.people.operations.registers import on_acceptance

VALID_FOR = timedelta(days=30)
MOST_IN_A_DAY = 100


class TooManyInvitations(Refused):
    sentence = _("You have sent as many invitations as one person may send in a day.")
    next_step = _("Go on tomorrow, or ask the keeper of this installation.")


class InvitationAnswered(Refused):
    sentence = _("This invitation has already been answered.")
    next_step = _("If that was not you, ask the one who invited you for a new one.")


class InvitationWithdrawn(Refused):
    sentence = _("This invitation has been withdrawn.")
    next_step = _("Ask the one who invited you for a new one.")


class InvitationExpired(Refused):
    sentence = _("This invitation is no longer valid; an invitation is valid for 30 days.")
    next_step = _("Ask the one who invited you for a new one.")


@transaction.atomic
def invite(
    *, email: str, language: str, subject_words: str, what: str | Text, by: Person | None
) -> tuple[Invitation, str]:
    """Offers something to whoever reads the mail of an address; returns the row and its token.

    `subject_words` is the mail's subject and `what` a whole sentence of what is offered, both in
    `language` (“You are invited to work in the project X as its manager.”). The caller stores the
    offer itself in the same transaction. Valid for 30 days. Refuses with TooManyInvitations and
    notices' AddressUnusable. Records people.invite.
    """
    language = language if language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
    now = timezone.now()
    if by is not None and not by.is_staff:
        made = Invitation.objects.filter(invited_by=by, created_at__gt=now - timedelta(days=1))
        if made.count() >= MOST_IN_A_DAY:
            raise TooManyInvitations
    token = secrets.token_urlsafe(32)
    sentence = what.text if isinstance(what, Text) else str(what)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        language=language,
        what=sentence[:500],
        token_hash=hash_of(token),
        invited_by=by,
        expires_at=now + VALID_FOR,
    )
    with override(language):
        address = settings.SITE_URL + reverse("people:invitation", args=[token])
    notices.send(
        kind="people.invitation",
        to=invitation.email,
        language=language,
        template="people/mail/invitation",
        context={
            "subject": subject_words,
            "what": sentence,
            "address": address,
            "inviter": by.name if by else "",
            "until": timezone.localdate(invitation.expires_at),
        },
    )
    history.record("people.invite", on=invitation, by=by)
    return invitation, token


def _lock(invitation: Invitation) -> Invitation:
    """The row as it stands now; another answer waits until this one is given."""
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def _refuse_unless_waiting(locked: Invitation) -> None:
    if locked.answered_at:
        raise InvitationAnswered
    if locked.withdrawn_at:
        raise InvitationWithdrawn
    if locked.expires_at <= timezone.now():
        raise InvitationExpired


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Person) -> str:
    """Says yes as `by`, whichever address they have; returns where to go on (no language), or "".

    The token was mailed to the address, so whoever holds it may decide with which account they
    join. A second yes of the same person changes nothing. Refuses with InvitationAnswered,
    InvitationWithdrawn, InvitationExpired, PersonErased and what the offer's area refuses with.
    Records people.accept_invitation.
    """
    if by.erased_at:
        raise PersonErased
    locked = _lock(invitation)
    if locked.accepted and locked.answered_by_id == by.pk:
        return ""
    _refuse_unless_waiting(locked)
    locked.accepted, locked.answered_at, locked.answered_by = True, timezone.now(), by
    locked.save(update_fields=["accepted", "answered_at", "answered_by"])
    leads_to = ""
    for join in on_acceptance:
        leads_to = join(invitation=locked, person=by) or leads_to
    history.record("people.accept_invitation", on=locked, by=by)
    return leads_to


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by: Person | AnonymousUser) -> None:
    """Says no, with or without an account; a second no changes nothing.

    Refuses with InvitationAnswered (by a yes), InvitationWithdrawn, InvitationExpired. Records
    people.decline_invitation.
    """
    locked = _lock(invitation)
    if locked.accepted is False:
        return
    _refuse_unless_waiting(locked)
    locked.accepted, locked.answered_at = False, timezone.now()
    locked.save(update_fields=["accepted", "answered_at"])
    history.record("people.decline_invitation", on=locked, by=by)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Person | None) -> None:
    """Takes the offer back before it was answered; a second time changes nothing.

    Refuses with InvitationAnswered. Records people.withdraw_invitation.
    """
    locked = _lock(invitation)
    if locked.withdrawn_at:
        return
    if locked.answered_at:
        raise InvitationAnswered
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    history.record("people.withdraw_invitation", on=locked, by=by)


@transaction.atomic
def welcome(*, invitation: Invitation) -> Person:
    """The person of the invitation's address, made now if there is none, so that they can sign in.

    A code sent to the address still has to be used. Refuses as answering does. Records
    people.create when the person is new.
    """
    locked = _lock(invitation)
    _refuse_unless_waiting(locked)
    address = (
        EmailAddress.objects.filter(email=locked.email, verified=True)
        .select_related("user")
        .first()
    )
    person = address.user if address else Person.objects.filter(email__iexact=locked.email).first()
    if person is None:
        return create_person(email=locked.email, language=locked.language, by=None)
    assert isinstance(person, Person)
    return person
