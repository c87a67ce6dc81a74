"""A lasting door by which anybody says what they think, and comes back to read the reply."""

import re
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.periods import PartialDate
from talkoot.kit.privacy import Clock, Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person, hash_of
from talkoot.projects.models import Project
from talkoot.projects.models.project import Visitor
from talkoot.terms.models import Area, Topic


class DoorQuerySet(models.QuerySet["Door"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def public(self) -> Self:
        """Those of organisations, and of projects that anybody may see."""
        return self.filter(Q(project=None) | Q(project__in=Project.objects.public()))

    def run_by(self, visitor: Visitor) -> Self:
        """Those of the projects where the visitor works, and those in the name of the organisations
        that the visitor coordinates, a partner's in a project too."""
        if not visitor.is_authenticated:
            return self.none()
        return self.filter(
            Q(project__in=Project.objects.arranged_by(visitor))
            | Q(organisation__in=Organisation.objects.coordinated_by(visitor))
        )


class Door(models.Model):
    """An open feedback form of a project or an organisation, with a short address of its own."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback_doors"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="feedback_doors"
    )
    titles = TextsField(_("name"), blank=False)
    intros = TextsField(_("what may be told here"))
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DoorQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("slug", "titles", "intros"))

    class Meta:
        ordering = ("slug",)
        verbose_name = _("door for feedback")
        verbose_name_plural = _("doors for feedback")

    def __str__(self) -> str:
        return str(self.titles)


def plain_code(code: str) -> str:
    """An answer code as it is hashed, however it was written."""
    return re.sub(r"[\W_]", "", code).upper()


class SaidQuerySet(models.QuerySet["Said"]):
    def with_code(self, code: str) -> Self:
        """The one that this code reads; none for an empty code."""
        plain = plain_code(code)
        return self.filter(code_hash=hash_of(plain)) if plain else self.none()

    def run_by(self, visitor: Visitor) -> Self:
        return self.filter(door__in=Door.objects.run_by(visitor))


class Said(models.Model):
    """One thing that was said, masked as it came in; by the resident, or written down by staff.

    Who has the answer code reads the reply; only the code's hash is kept, and the day but no moment.
    Forgotten three years after it was said.
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_HAND = "in_hand", _("in hand")
        ANSWERED = "answered", _("answered")
        SPAM = "spam", _("not feedback")

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="said")
    text = models.TextField(_("what was said"), max_length=4000)
    language = models.CharField(max_length=10, default="fi")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_on = models.DateField(_("day"))
    code_hash = models.CharField(max_length=64, blank=True)
    written_down_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    how = models.CharField(_("where it was said"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    reply = models.TextField(_("reply"), max_length=4000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = SaidQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("text", "written_down_by", "how"),
        other=("language", "code_hash", "state", "reply"),
        secret=("code_hash",),
        person=("written_down_by",),
        clocks=(Clock(since="said_on", after=timedelta(days=3 * 365)),),
    )

    class Meta:
        ordering = ("-said_on", "-pk")
        verbose_name = _("feedback from a resident")
        verbose_name_plural = _("feedback from residents")
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"], name="surveys_said_one_per_code", condition=~Q(code_hash="")
            ),
            models.CheckConstraint(
                name="surveys_said_answer_has_words",
                condition=Q(replied_at=None, reply="")
                | (Q(replied_at__isnull=False) & ~Q(reply="")),
            ),
        ]

    def __str__(self) -> str:
        return str(PartialDate(self.said_on))
