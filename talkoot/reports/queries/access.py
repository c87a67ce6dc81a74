"""Who sees what of a project's promises and reports, and whose share they fill; the only place that says so."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from talkoot.people.models import Person
from talkoot.projects.models import Project, TeamMember
from talkoot.projects.models.project import Visitor

SEES_NAMES = ("manager", "member")
"""Roles of the team to which opened rows show who the people are."""


@dataclass(frozen=True)
class Access:
    """What one person may do with the reports of one project.

    `manages`: promises, plans periods and freezes. `sees_names`: opened rows show who people are.
    `share`: the partnership whose part the person fills as a partner's contact, None for others.
    """

    project: Project
    manages: bool
    sees_names: bool
    share: int | None

    def fills(self, partnership: int | None) -> bool:
        """Whether the person may write of this partner's share; None is of the whole project."""
        return self.is_open and (
            self.manages or (partnership is not None and partnership == self.share)
        )

    @property
    def is_open(self) -> bool:
        """Whether the project may be changed at all: one in the archive may not."""
        return self.project.archived_at is None


def of(visitor: Visitor, slug: str) -> Access:
    """What the visitor may do in the project of this address, asked in one question.

    Raises `Project.DoesNotExist` for whoever may not read its inner matters.
    """
    if not isinstance(visitor, Person):
        raise Project.DoesNotExist(slug)
    role = TeamMember.objects.live().filter(project=OuterRef("pk"), person=visitor)
    project = (
        Project.objects.followed_by(visitor)
        .annotate(
            manages=Exists(Project.objects.run_by(visitor).filter(pk=OuterRef("pk"))),
            named=Exists(role.filter(role__in=SEES_NAMES)),
            share=Subquery(role.filter(role="partner_contact").values("partnership")[:1]),
        )
        .select_related("owner", "programme")
        .get(slug=slug)
    )
    asked: dict[str, Any] = vars(project)
    return Access(
        project=project,
        manages=asked["manages"],
        sees_names=asked["manages"] or asked["named"],
        share=asked["share"],
    )
