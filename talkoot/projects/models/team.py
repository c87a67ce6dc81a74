"""Who works in the project and what they may do there."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy
from talkoot.people.models import Invitation, Person
from talkoot.projects.models.partner import Partnership
from talkoot.projects.models.project import Project


class Role(models.TextChoices):
    """What a team member may do: a manager everything, a partner's contact their own share, a member
    reads and adds, a viewer reads."""

    MANAGER = "manager", _("manager")
    PARTNER_CONTACT = "partner_contact", _("partner's contact")
    MEMBER = "member", _("member")
    VIEWER = "viewer", _("viewer")


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class TeamMember(models.Model):
    """A person's role in a project until it ends; at most one live row of each pair.

    A partner's contact names the partner.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="project_roles")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
        verbose_name=_("partner"),
    )
    is_project_staff = models.BooleanField(_("paid by the project"), default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("role", "started_at", "ended_at", "is_project_staff"),
        person=("person",),
        on_erasure="delete",
    )

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"], name="projects_teammember_one_live",
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="projects_teammember_contact_has_partner",
                condition=~Q(role="partner_contact") | Q(partnership__isnull=False),
            ),
        ]  # fmt: skip  # constraints read as a list

    def __str__(self) -> str:
        return f"{self.project}: {self.get_role_display()}"


class TeamOfferQuerySet(models.QuerySet["TeamOffer"]):
    def waiting(self, project: Project) -> Self:
        """A project's offers that can still be answered."""
        return self.filter(project=project, invitation__in=Invitation.objects.waiting())


class TeamOffer(models.Model):
    """What an invitation to a project offers."""

    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, related_name="team_offer"
    )
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="offers")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    partnership = models.ForeignKey(Partnership, null=True, blank=True, on_delete=models.CASCADE)

    objects = TeamOfferQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("role",))

    def __str__(self) -> str:
        return f"{self.project}: {self.get_role_display()}"
