"""What was answered, in rows that lead to nobody."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Registration
from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Clock, Privacy
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.surveys.models.result import Batch
from talkoot.surveys.models.wave import Wave


class Response(models.Model):
    """One person's answers but for their own words, which stand apart (`OpenText`).

    The key is random and there is no moment. `values` is {item key: {"w": wording, "v": value or list}}.
    In an anonymous wave neither `pseudonym` nor `registration` is ever there (a check, and a trigger
    that compares with the wave). Rows are rewritten in random order (`operations.mixing`). What is in a
    batch is needed no more: it is forgotten a year after its wave was closed, or of a study, whose
    rounds are compared, with its key; the batch stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    anonymity = models.CharField(max_length=12, choices=Wave.Anonymity.choices)
    pseudonym = models.CharField(max_length=64, blank=True)
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="responses"
    )
    values: Any = models.JSONField(default=dict)
    batch = models.ForeignKey(
        Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="responses"
    )

    privacy: ClassVar = Privacy(
        personal=("values", "pseudonym"),
        other=("anonymity",),
        person=("registration__person",),
        on_erasure="delete",
        clocks=(
            Clock(
                since="wave__closed_at",
                after=timedelta(days=365),
                only={"batch__isnull": False, "wave__study": None},
            ),
            Clock(
                since="wave__closed_at",
                after=timedelta(days=365),
                only={"wave__study__destroyed_at__isnull": False},
            ),
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="surveys_response_leads_to_nobody",
                condition=Q(anonymity="anonymous", pseudonym="", registration=None)
                | Q(anonymity="pseudonymous", registration=None) & ~Q(pseudonym="")
                | Q(anonymity="named", pseudonym=""),
            ),
            models.UniqueConstraint(
                fields=["wave", "pseudonym"],
                name="surveys_response_one_per_pseudonym",
                condition=~Q(pseudonym=""),
            ),
        ]
        indexes = [
            models.Index(fields=["wave"], name="surveys_response_waiting", condition=Q(batch=None))
        ]

    def __str__(self) -> str:
        return "response"


class OpenText(models.Model):
    """One answer in somebody's own words, apart from all their other answers.

    `text` is masked for names, addresses and numbers as it comes in; what was masked is kept nowhere.
    Before a person has checked it only those who run the wave see it, and before the wave's answers are
    in a result nobody does. `lemmas` are its words in their basic forms, each once; none before they
    have been looked up. Whatever is not shown is forgotten a year after its wave was closed.
    """

    class State(models.TextChoices):
        NEW = "new", _("waits for a check")
        SHOWN = "shown", _("may be shown")
        KEPT_BACK = "kept_back", _("kept back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="texts")
    item_key = models.SlugField(max_length=60)
    wording = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("text"))
    language = models.CharField(max_length=10, default="fi")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    is_released = models.BooleanField(default=False)
    lemmas: Any = models.JSONField(null=True, blank=True)

    privacy: ClassVar = Privacy(
        personal=("text", "lemmas"),
        other=("item_key", "language", "state"),
        on_erasure="keep",
        clocks=(
            Clock(
                since="wave__closed_at",
                after=timedelta(days=365),
                only={"state__in": ("new", "kept_back")},
            ),
        ),
    )

    class Meta:
        indexes = [models.Index(fields=["wave", "item_key"], name="surveys_opentext_of_wave")]

    def __str__(self) -> str:
        return "text"


class Theme(models.Model):
    """One theme that a project's people find in texts: its name and what belongs to it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="feedback_themes")
    names = TextsField(_("theme"), blank=False)
    meaning = TextsField(_("what belongs to it"))

    privacy: ClassVar = Privacy(other=("names", "meaning"))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.names)


class ThemeMark(models.Model):
    """A text is about a theme, as somebody read it."""

    text = models.ForeignKey(OpenText, on_delete=models.CASCADE, related_name="marks")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="marks")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy: ClassVar = Privacy(personal=("by",), person=("by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "theme"], name="surveys_thememark_once")
        ]

    def __str__(self) -> str:
        return str(self.theme)
