"""What the programme requires of the project, and what others have thought of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.projects.models.project import Project
from talkoot.terms.models import ProgrammeDuty


class Obligation(models.Model):
    """One thing the project must do: from the programme's duties or from its own decision.

    It is open, done (with a day) or waived (with a reason), and no two of these. `proof` is private.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="obligations")
    duty = models.ForeignKey(
        ProgrammeDuty, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations"
    )
    names = TextsField(_("obligation"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    waived_reason = models.CharField(
        _("why it does not concern this project"), max_length=300, blank=True
    )
    proof = models.FileField(_("proof"), upload_to="projects/proofs/%Y/", blank=True)
    proof_name = models.CharField(max_length=200, blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    proof_note = models.CharField(_("note on the proof"), max_length=300, blank=True)

    privacy: ClassVar = Privacy(
        other=("names", "waived_reason", "proof", "proof_name", "proof_sha256", "proof_note")
    )

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "duty"], name="projects_obligation_one_per_duty",
                condition=Q(duty__isnull=False),
            ),
            models.CheckConstraint(
                name="projects_obligation_done_or_waived",
                condition=Q(done_on=None) | Q(waived_reason=""),
            ),
        ]  # fmt: skip  # constraints read as a list

    def __str__(self) -> str:
        return str(self.duty.names if self.duty else self.names)

    def is_late(self, today: date | None = None) -> bool:
        late = self.due_on is not None and self.due_on < (today or timezone.localdate())
        return late and self.done_on is None and not self.waived_reason


class Recognition(Dated):
    """A prize, a selection or a mention from outside. Its period tells when, as exactly as known."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="recognitions")
    names = TextsField(_("recognition"), blank=False)
    given_by = TextsField(_("given by"))
    web_address = models.URLField(_("web address"), blank=True)

    privacy: ClassVar = Privacy(
        other=("names", "given_by", "web_address", "starts_precision", "ends_precision")
    )

    class Meta:
        ordering = ("-starts_on", "pk")
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        constraints = dated_constraints("projects_recognition")

    def __str__(self) -> str:
        return str(self.names)
