"""Who belongs to an organisation: joining, changing, leaving, being invited."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import Membership, MembershipOffer, Organisation
from talkoot.organisations.operations.organisation import OrganisationMerged
from talkoot.people import operations as people
from talkoot.people.models import Invitation, Person


class AlreadyMember(Refused):
    sentence = _("This person already belongs to the organisation.")
    next_step = _("Change the role in the list of members.")
    field = "email"


class AlreadyInvited(Refused):
    sentence = _("This address already has an invitation that waits for its answer.")
    next_step = _("Withdraw that one first if the role should be another.")
    field = "email"


class MembershipEnded(Refused):
    sentence = _("This membership has already ended.")
    next_step = _("Invite the person again if they should belong to the organisation.")


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    person: Person,
    role: str,
    by: Person | None,
    title: str = "",
) -> Membership:
    """Makes a person belong to an organisation, from now on.

    One who already does gets the role, and the title if one is given. Refuses with
    OrganisationMerged. Records organisations.add_member.
    """
    _lock(organisation)
    wanted = Membership.Role(role)
    there = Membership.objects.live().filter(organisation=organisation, person=person).first()
    if there is not None:
        return change_member(membership=there, role=role, title=title or there.title, by=by)
    membership = Membership.objects.create(
        organisation=organisation, person=person, role=wanted, title=title.strip()
    )
    history.record("organisations.add_member", on=organisation, by=by, part=membership)
    return membership


@transaction.atomic
def change_member(
    *, membership: Membership, role: str, title: str, by: Person | None
) -> Membership:
    """Gives a member another role or title; nothing different, nothing recorded.

    Refuses with MembershipEnded. Records organisations.change_member.
    """
    row = _live(membership)
    before = history.snapshot(row)
    row.role, row.title = Membership.Role(role), title.strip()
    changes = history.differences(row, before)
    if changes:
        row.save(update_fields=["role", "title"])
        history.record(
            "organisations.change_member", on=row.organisation, by=by, part=row, changes=changes
        )
    return row


@transaction.atomic
def end_membership(*, membership: Membership, by: Person | None) -> None:
    """Ends a membership now; the row stays. Refuses with MembershipEnded.

    Records organisations.end_membership.
    """
    row = _live(membership)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    history.record("organisations.end_membership", on=row.organisation, by=by, part=row)


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, role: str, language: str, by: Person | None
) -> Invitation:
    """Invites whoever reads the mail of an address to belong to the organisation.

    Refuses with OrganisationMerged, AlreadyMember, AlreadyInvited and what people's invitations
    refuse with. Records organisations.invite, and people.invite.
    """
    _lock(organisation)
    address = email.strip().lower()
    members = Membership.objects.live().filter(organisation=organisation)
    if members.filter(person__email__iexact=address).exists():
        raise AlreadyMember
    waiting = Invitation.objects.waiting().filter(membership_offer__organisation=organisation)
    if waiting.filter(email__iexact=address).exists():
        raise AlreadyInvited
    wanted = Membership.Role(role)
    tag = language if language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
    with override(tag):
        words = {"organisation": organisation.names.pick(tag).text}
        if wanted == Membership.Role.COORDINATOR:
            what = gettext("You are invited to coordinate the organisation %(organisation)s.")
        else:
            what = gettext("You are invited to be a member of %(organisation)s.")
        subject = gettext("Invitation: %(organisation)s") % words
    invitation, _token = people.invite(
        email=address, language=tag, subject_words=subject, what=what % words, by=by
    )
    offer = MembershipOffer.objects.create(
        invitation=invitation, organisation=organisation, role=wanted
    )
    history.record("organisations.invite", on=organisation, by=by, part=offer)
    return invitation


def join(*, invitation: Invitation, person: Person) -> str | None:
    """What accepting does when the invitation is to an organisation; answers where to go on."""
    offer = (
        MembershipOffer.objects.select_related("organisation").filter(invitation=invitation).first()
    )
    if offer is None:
        return None
    there = Membership.objects.live().filter(organisation=offer.organisation, person=person).first()
    # Accepting an older offer of a smaller role takes nothing away.
    if there is None or offer.role == Membership.Role.COORDINATOR:
        add_member(organisation=offer.organisation, person=person, role=offer.role, by=person)
    return f"/organisations/{offer.organisation.slug}/"


def settle_two_persons(*, duplicate: Person, into: Person, by: Person | None) -> None:
    """Before two persons become one: where both belong to one organisation, one membership stays,
    with the stronger role. Records organisations.end_membership of the other.
    """
    for theirs in Membership.objects.live().filter(person=duplicate).select_related("organisation"):
        own = (
            Membership.objects.live().filter(person=into, organisation=theirs.organisation).first()
        )
        if own is None:
            continue
        if theirs.role == Membership.Role.COORDINATOR != own.role:
            change_member(membership=own, role=theirs.role, title=own.title or theirs.title, by=by)
        end_membership(membership=theirs, by=by)


def _lock(organisation: Organisation) -> None:
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=organisation.pk
    )
    if locked.merged_into_id is not None:
        raise OrganisationMerged


def _live(membership: Membership) -> Membership:
    row = (
        Membership.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .get(pk=membership.pk)
    )
    if row.ended_at is not None:
        raise MembershipEnded
    return row
