"""What concerns one person: their roles, their organisations, what waits for them."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from talkoot.organisations.models import Membership, Question
from talkoot.people.models import Invitation, Person
from talkoot.projects.models import Obligation, Project, TeamMember

AHEAD = timedelta(days=90)
MOST_DUTIES = 10


@dataclass(frozen=True)
class Own:
    """One person's own page. `duties` are due within 90 days or late, the most pressing first."""

    roles: list[TeamMember]
    memberships: list[Membership]
    invitations: list[Invitation]
    duties: list[Obligation]
    questions: list[Question]

    @property
    def is_empty(self) -> bool:
        return not (self.roles or self.memberships or self.invitations)


def own(person: Person) -> Own:
    """Everything that the own page shows of the person. Five queries and those of their rights."""
    last = timezone.localdate() + AHEAD
    return Own(
        roles=list(
            TeamMember.objects.live()
            .filter(person=person, project__deleted_at=None)
            .select_related("project", "partnership__organisation")
            .order_by("project__sort_key", "pk")
        ),
        memberships=list(
            Membership.objects.live()
            .filter(person=person, organisation__merged_into=None)
            .select_related("organisation")
            .order_by("pk")
        ),
        invitations=list(
            Invitation.objects.waiting()
            .filter(email__iexact=person.email)
            .select_related("invited_by")
            .order_by("-created_at")
        ),
        duties=list(
            Obligation.objects.filter(
                project__in=Project.objects.run_by(person).filter(archived_at=None),
                done_on=None,
                waived_reason="",
                due_on__lte=last,
            )
            .select_related("project", "duty")
            .order_by(F("due_on").asc(), "pk")[:MOST_DUTIES]
        ),
        questions=list(
            Question.objects.filter(
                expertise__person=person,
                confirmed_at__isnull=False,
                answered_at=None,
                declined_at=None,
            )
            .select_related("expertise__topic")
            .order_by("confirmed_at")
        ),
    )
