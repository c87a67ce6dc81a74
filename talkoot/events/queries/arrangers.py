"""Who arranges an event, to be written to about it."""

from django.db.models import Q

from talkoot.events.models import Event
from talkoot.organisations.models import Membership
from talkoot.people.models import Person
from talkoot.projects.models import TeamMember
from talkoot.projects.models.team import Role


def arrangers_of(event: Event) -> list[Person]:
    """The managers of the event's project and the contacts of the partner in whose share it counts;
    where there is no project, the coordinators of the organisation that answers for it."""
    if event.project is None:
        roles = Membership.objects.live().filter(
            organisation=event.organisation, role=Membership.Role.COORDINATOR
        )
        found = Person.objects.filter(pk__in=roles.values("person"))
    else:
        share = Q(role=Role.PARTNER_CONTACT, partnership=event.counting_partnership_id)
        team = TeamMember.objects.live().filter(project=event.project)
        # Of no partner's share are the contacts of none.
        team = team.filter(Q(role=Role.MANAGER) | (share & Q(partnership__isnull=False)))
        found = Person.objects.filter(pk__in=team.values("person"))
    return list(found.filter(erased_at=None).order_by("pk"))
