"""What the project is for: its goals, and the themes of a standing programme."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.projects.models.project import Project


class Goal(models.Model):
    """One goal, in the project's order."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="goals")
    texts = TextsField(_("goal"), blank=False)
    position = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar = Privacy(other=("texts",))

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    def __str__(self) -> str:
        return str(self.texts)


class Theme(models.Model):
    """One large matter under way in a standing programme: what, whose, and how far."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        IN_USE = "in_use", _("in use")
        PAUSED = "paused", _("paused")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="themes")
    names = TextsField(_("theme"), blank=False)
    descriptions = TextsField(_("what is done"))
    owner = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="themes",
        verbose_name=_("who answers for it"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PLANNED
    )
    position = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar = Privacy(other=("names", "descriptions", "state"))

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("theme under way")
        verbose_name_plural = _("themes under way")

    def __str__(self) -> str:
        return str(self.names)
