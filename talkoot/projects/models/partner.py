"""Who carries the project together, in which role, and when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.projects.models.project import Project


class Partnership(models.Model):
    """One organisation, or one group of a stated size that no source names, in one role of a project.

    A project has at most one coordinator. An organisation has each role at most once.
    """

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        PART_IMPLEMENTER = "part_implementer", _("part-implementer")
        PARTNER = "partner", _("partner")
        ASSOCIATED = "associated", _("cooperating partner")
        FUNDER = "funder", _("funder")
        PARTICIPANT = "participant", _("participating organisation")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships"
    )
    group_names = TextsField(_("group"))
    group_size = models.PositiveSmallIntegerField(_("number of members"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    task = TextsField(_("task in the project"))
    position = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar = Privacy(other=("group_names", "role", "task"))

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["project"], name="projects_partnership_one_coordinator",
                condition=Q(role="coordinator"),
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "role"], name="projects_partnership_role_once",
                condition=Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="projects_partnership_named_or_counted",
                condition=Q(organisation__isnull=False, group_size=None)
                | Q(organisation=None, group_size__isnull=False, group_size__gte=1),
            ),
        ]  # fmt: skip  # constraints read as a list

    def __str__(self) -> str:
        return str(self.organisation or self.group_names)


class PartnerPeriod(Dated):
    """When a partner is in the project, when that is not the whole of it. Never outside the project's
    own period (a trigger holds that, whichever side changes); periods of one partner do not overlap.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="periods")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    privacy: ClassVar = Privacy(other=("reason", "starts_precision", "ends_precision"))

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = [
            *dated_constraints("projects_partnerperiod"),
            models.CheckConstraint(
                name="projects_partnerperiod_has_start", condition=Q(starts_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.period)
