"""Sets of questions, in versions."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import Texts, TextsField
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.projects.models import Project
from talkoot.projects.models.project import Visitor


class FormQuerySet(models.QuerySet["Form"]):
    def live(self) -> Self:
        return self.filter(retired_at=None)

    def run_by(self, visitor: Visitor) -> Self:
        """Those whose questions the visitor may change."""
        if not visitor.is_authenticated:
            return self.none()
        return self.filter(
            Q(project__in=Project.objects.arranged_by(visitor))
            | Q(project=None, organisation__in=Organisation.objects.coordinated_by(visitor))
        )

    def usable_by(self, visitor: Visitor) -> Self:
        """The product's own forms, and those of the projects and organisations that the visitor runs."""
        if not visitor.is_authenticated:
            return self.none()
        return self.live().filter(
            Q(project=None, organisation=None)
            | Q(project__in=Project.objects.arranged_by(visitor))
            | Q(organisation__in=Organisation.objects.coordinated_by(visitor))
        )


class Form(models.Model):
    """A set of questions: the product's core (`core`), a project's or an organisation's own, or an
    instrument that its owner has a right to use and whose licence is stated here."""

    class Purpose(models.TextChoices):
        CORE = "core", _("core of the feedback")
        FEEDBACK = "feedback", _("feedback")
        CHANGE = "change", _("before and after")
        INSTRUMENT = "instrument", _("licensed instrument")
        NEEDS = "needs", _("survey of needs")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="forms"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="forms"
    )
    titles = TextsField(_("name"), blank=False)
    licence = models.TextField(_("licence statement"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = FormQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("code", "purpose", "titles", "licence"))

    class Meta:
        ordering = ("purpose", "code")
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints = [
            models.CheckConstraint(
                name="surveys_form_instrument_has_licence",
                condition=~Q(purpose="instrument") | ~Q(licence=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.titles)


class FormVersion(models.Model):
    """One version of a form. A published one never changes; a change is a new version."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    published_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy()

    class Meta:
        ordering = ("form", "number")
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="surveys_formversion_once"),
            models.UniqueConstraint(
                fields=["form"],
                name="surveys_formversion_one_draft",
                condition=Q(published_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class Item(models.Model):
    """One question in one version of a form.

    `key` is the same in every version and form that asks the same; `wording` grows when its words or
    its scale change, and results of two wordings are never joined. `options` are
    {"key": …, "words": {language: …}}; a scale goes from `low` to `high` with words at its ends.
    """

    class Kind(models.TextChoices):
        SCALE = "scale", _("scale")
        CHOICE = "choice", _("one of several")
        MANY = "many", _("several of many")
        NUMBER = "number", _("number")
        TEXT = "text", _("in one's own words")

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="items")
    key = models.SlugField(_("key"), max_length=60)
    wording = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    words = TextsField(_("question"), blank=False)
    help_texts = TextsField(_("help"))
    options: Any = models.JSONField(_("options"), default=list, blank=True)
    low = models.SmallIntegerField(_("lowest"), default=1)
    high = models.SmallIntegerField(_("highest"), default=5)
    low_words = TextsField(_("the lowest means"))
    high_words = TextsField(_("the highest means"))
    is_reversed = models.BooleanField(_("scored backwards"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar = Privacy(
        other=("key", "kind", "words", "help_texts", "options", "low_words", "high_words")
    )

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="surveys_item_once"),
            models.CheckConstraint(
                name="surveys_item_scale_has_width", condition=Q(high__gt=F("low"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def answers(self) -> list[Texts]:
        """What there is to choose from, in words."""
        return [Texts(option["words"]) for option in self.options]
