"""Who works in the project, and in which role."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused, refused_by
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project, TeamMember
from talkoot.projects.models.team import Role
from talkoot.projects.operations.changing import changing, reread, same_project


class AlreadyInTeam(Refused):
    sentence = _("The person is in the team already.")
    next_step = _("Change the role in the list of the team.")
    field = "email"


class ContactNeedsPartner(Refused):
    sentence = _("A partner's contact needs a partner.")
    next_step = _("Choose the partner that the person speaks for.")
    field = "partnership"


class LastManager(Refused):
    sentence = _("This is the project's only manager.")
    next_step = _("Make somebody else a manager first.")
    field = "role"


class RoleEnded(Refused):
    sentence = _("The person has left the team already.")
    next_step = _("Invite them again if they come back.")


REFUSALS: dict[str, type[Refused]] = {
    "projects_teammember_one_live": AlreadyInTeam,
    "projects_teammember_contact_has_partner": ContactNeedsPartner,
}


def add_member(
    *,
    project: Project,
    person: Person,
    role: str,
    by: Person | None,
    partnership: Partnership | None = None,
) -> TeamMember:
    """Gives a person a role in the project; a partner's contact names the partner.

    Refuses with AlreadyInTeam, ContactNeedsPartner, PartOfAnotherProject, ProjectDeleted.
    Records `projects.add_member`.
    """
    with changing(project, archived_too=True):
        member = _begin(project, person, role, partnership)
        record("projects.add_member", on=project, by=by, part=member)
    return member


def change_role(
    *, member: TeamMember, role: str, by: Person | None, partnership: Partnership | None = None
) -> TeamMember:
    """Ends the present role and begins another, so that it stays known who could do what when.

    Returns the new row, or the same one when nothing differs.
    Refuses with LastManager, RoleEnded, ContactNeedsPartner, PartOfAnotherProject, ProjectDeleted.
    Records `projects.change_role`.
    """
    with changing(member.project, archived_too=True) as project:
        reread(member)
        if member.ended_at is not None:
            raise RoleEnded
        if (member.role, member.partnership) == (role, partnership):
            return member
        if role != Role.MANAGER:
            _refuse_last_manager(project, member)
        _end(member)
        new = _begin(project, member.person, role, partnership)
        record("projects.change_role", on=project, by=by, part=new)
    return new


def end_role(*, member: TeamMember, by: Person | None) -> TeamMember:
    """Takes a person off the team, or lets them leave. Does nothing more when they have left.

    Refuses with LastManager, ProjectDeleted. Records `projects.end_role`.
    """
    with changing(member.project, archived_too=True) as project:
        reread(member)
        if member.ended_at is None:
            _refuse_last_manager(project, member)
            _end(member)
            record("projects.end_role", on=project, by=by, part=member)
    return member


def _begin(
    project: Project, person: Person, role: str, partnership: Partnership | None
) -> TeamMember:
    same_project(project, partnership)
    member = TeamMember(project=project, person=person, role=role, partnership=partnership)
    with refused_by(REFUSALS):
        member.save()
    return member


def _end(member: TeamMember) -> None:
    member.ended_at = timezone.now()
    member.save(update_fields=["ended_at"])


def _refuse_last_manager(project: Project, member: TeamMember) -> None:
    """The project's row is locked: two managers who leave at once do so one after the other."""
    if member.role != Role.MANAGER:
        return
    others = project.team.live().filter(role=Role.MANAGER).exclude(pk=member.pk)
    if not others.filter(person__is_active=True).exists():
        raise LastManager
