"""Who belongs to an organisation, and what an invitation to it offers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy
from talkoot.organisations.models.organisation import Organisation
from talkoot.people.models import Invitation, Person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A person belongs to an organisation in a role until it ends; at most one live row of each pair."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        COORDINATOR = "coordinator", _("coordinator")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("role", "title", "started_at", "ended_at"),
        person=("person",),
        on_erasure="delete",
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                name="organisations_membership_one_live",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


class MembershipOffer(models.Model):
    """What an invitation to an organisation offers."""

    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, related_name="membership_offer"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role.choices)

    privacy: ClassVar = Privacy(other=("role",))

    class Meta:
        verbose_name = _("invitation to an organisation")
        verbose_name_plural = _("invitations to an organisation")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"
