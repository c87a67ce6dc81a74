"""What joins waves: the same people before and after, and the sectors of one survey of needs."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Privacy
from talkoot.projects.models import Project
from talkoot.projects.models.project import Visitor


class StudyQuerySet(models.QuerySet["Study"]):
    def run_by(self, visitor: Visitor) -> Self:
        """Those of the projects that the visitor may change."""
        return self.filter(project__in=Project.objects.run_by(visitor))

    def followed_by(self, visitor: Visitor) -> Self:
        """Those whose results the visitor may read, too."""
        return self.filter(project__in=Project.objects.followed_by(visitor))


class Study(models.Model):
    """Waves of the same people before, at the end and after, joined by a pseudonym.

    The pseudonym is made with the study's key (`StudyKey`), which is destroyed on `destroy_on`; from
    then on nobody can tell whose answers any are, nor join a new wave to the old ones.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="studies")
    titles = TextsField(_("name"), blank=False)
    destroy_on = models.DateField(_("the key is destroyed on"))
    destroyed_at = models.DateTimeField(_("the key was destroyed"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StudyQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("titles",))

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("before and after")
        verbose_name_plural = _("before and after")

    def __str__(self) -> str:
        return str(self.titles)


class StudyKey(models.Model):
    """The secret of one study, in a table of its own, which backups leave out."""

    study = models.OneToOneField(Study, on_delete=models.CASCADE, related_name="key")
    secret = models.BinaryField()

    privacy: ClassVar = Privacy()

    def __str__(self) -> str:
        return f"key of study {self.study_id}"


class NeedsQuerySet(models.QuerySet["Needs"]):
    def run_by(self, visitor: Visitor) -> Self:
        """Those of the projects that the visitor may change."""
        return self.filter(project__in=Project.objects.run_by(visitor))

    def followed_by(self, visitor: Visitor) -> Self:
        """Those whose results the visitor may read, too."""
        return self.filter(project__in=Project.objects.followed_by(visitor))


class Needs(models.Model):
    """One survey of needs. Each of its sectors is a wave of its own that asks the same questions, so
    that what one sector answered is a sum of whole batches; whoever answers chooses the sector first.

    `code` is its short address, open to everybody who has it.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="needs_surveys")
    titles = TextsField(_("name"), blank=False)
    intros = TextsField(_("what is asked and why"))
    code = models.CharField(_("code"), max_length=10, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NeedsQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("titles", "intros", "code"))

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("survey of needs")
        verbose_name_plural = _("surveys of needs")

    def __str__(self) -> str:
        return str(self.titles)
