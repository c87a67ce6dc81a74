"""Inviting people to the team by e-mail, and what becomes of the team when a person joins or leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused
from talkoot.people import operations as people
from talkoot.people.models import Invitation, Person
from talkoot.projects.models import Partnership, Project, TeamMember, TeamOffer
from talkoot.projects.models.team import Role
from talkoot.projects.operations.changing import changing, same_project
from talkoot.projects.operations.team import AlreadyInTeam, ContactNeedsPartner, change_role
from talkoot.projects.operations.team import add_member as add_to_team

STRENGTH = (Role.VIEWER, Role.MEMBER, Role.PARTNER_CONTACT, Role.MANAGER)


class AlreadyInvited(Refused):
    sentence = _("An invitation to this address is waiting for an answer already.")
    next_step = _("Withdraw it first if you want to send another.")
    field = "email"


class OnlyManager(Refused):
    sentence = _("You are the only manager of these projects: {projects}.")
    next_step = _("Make somebody else a manager, or delete the project, first.")


def invite(
    *,
    project: Project,
    email: str,
    role: str,
    language: str,
    by: Person | None,
    partnership: Partnership | None = None,
) -> TeamOffer:
    """Sends an invitation to the team; the person joins by accepting it, within 30 days.

    Refuses with AlreadyInTeam, AlreadyInvited, ContactNeedsPartner, PartOfAnotherProject,
    TooManyInvitations, ProjectDeleted. Records `projects.invite`, without the address.
    """
    email = email.strip().lower()
    with changing(project, archived_too=True):
        same_project(project, partnership)
        if role == Role.PARTNER_CONTACT and partnership is None:
            raise ContactNeedsPartner
        if project.team.live().filter(person__email__iexact=email).exists():
            raise AlreadyInTeam
        if TeamOffer.objects.waiting(project).filter(invitation__email__iexact=email).exists():
            raise AlreadyInvited
        with override(language):
            name = project.names.pick(language).text
            words = {"project": name, "role": Role(role).label}
            subject = gettext("Invitation to the project %(project)s") % words
            what = (
                gettext("You are invited to the project “%(project)s”. Your role: %(role)s.")
                % words
            )
        invitation, _token = people.invite(
            email=email, language=language, subject_words=subject, what=what, by=by
        )
        offer = TeamOffer.objects.create(
            invitation=invitation, project=project, role=role, partnership=partnership
        )
        record(
            "projects.invite", on=project, by=by, part=offer, changes={"role": [None, str(role)]}
        )
    return offer


def withdraw_invitation(*, offer: TeamOffer, by: Person | None) -> None:
    """Takes an unanswered invitation back. Does nothing more when it was taken back already.

    Refuses with InvitationAnswered, ProjectDeleted. Records `projects.withdraw_invitation`.
    """
    with transaction.atomic():
        # The invitation before the project, in the order in which accepting it locks them.
        invitation = Invitation.objects.select_for_update().get(pk=offer.invitation_id)
        if invitation.withdrawn_at is not None:
            return
        people.withdraw_invitation(invitation=invitation, by=by)
        with changing(offer.project, archived_too=True) as project:
            record("projects.withdraw_invitation", on=project, by=by, part=offer)


def join(*, invitation: Invitation, person: Person) -> str | None:
    """Gives a person the role that the invitation offered; of two roles the stronger stays.

    Registered with people's `on_acceptance`; returns the address of the project's own pages.
    Refuses with ProjectDeleted. Records `projects.add_member` or `projects.change_role`.
    """
    offer = TeamOffer.objects.filter(invitation=invitation).select_related("project").first()
    if offer is None:
        return None
    project = offer.project
    with changing(project, archived_too=True):
        present = project.team.live().filter(person=person).first()
        role, partnership = offer.role, offer.partnership
        if present is None:
            add_to_team(
                project=project, person=person, role=role, partnership=partnership, by=person
            )
        elif _strength(role) > _strength(present.role):
            change_role(member=present, role=role, partnership=partnership, by=person)
    return f"/projects/{project.slug}/manage/"


def refuse_erasing_only_manager(*, person: Person) -> None:
    """Registered with people's `refuse_if`: no project is left without anyone to run it.

    Refuses with OnlyManager.
    """
    mine = TeamMember.objects.live().filter(person=person, role=Role.MANAGER)
    # Locked in the order of their keys, as every operation locks its one project first.
    projects = Project.objects.live().filter(team__in=mine).order_by("pk")
    alone = []
    for project in projects.select_for_update(of=("self",), no_key=True):
        others = project.team.live().filter(role=Role.MANAGER, person__is_active=True)
        if not others.exclude(person=person).exists():
            alone.append(str(project))
    if alone:
        raise OnlyManager(projects=", ".join(alone))


def settle_two_roles(*, duplicate: Person, into: Person, by: Person | None) -> None:
    """Registered with people's `before_merge`: of two roles in one project the stronger stays.

    Records `projects.change_role` where the one that stays becomes stronger.
    """
    for weaker in TeamMember.objects.live().filter(person=duplicate).order_by("project_id"):
        kept = TeamMember.objects.live().filter(project=weaker.project, person=into).first()
        if kept is None:
            continue
        weaker.ended_at = timezone.now()
        weaker.save(update_fields=["ended_at"])
        if _strength(weaker.role) > _strength(kept.role):
            change_role(member=kept, role=weaker.role, partnership=weaker.partnership, by=by)


def _strength(role: str) -> int:
    return STRENGTH.index(Role(role))
