"""Who knows what, and what they are asked."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Clock, Privacy
from talkoot.people.models import Person
from talkoot.terms.models import Topic


class ExpertiseQuerySet(models.QuerySet["Expertise"]):
    def shown(self) -> Self:
        """Only what its person has chosen to show, of persons who are still here and have a name."""
        return self.filter(is_shown=True, person__erased_at=None, person__is_active=True).exclude(
            person__name=""
        )


class Expertise(models.Model):
    """One theme that a person knows, in their own words. Shown to others only if they chose so."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="expertise")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="expertise")
    description = models.TextField(_("in my own words"), max_length=600, blank=True)
    is_shown = models.BooleanField(_("shown to others"), default=False)

    objects = ExpertiseQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("description", "is_shown"), person=("person",), on_erasure="delete"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="organisations_expertise_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_of(self, person: Person) -> Self:
        """The questions that were put to a person and confirmed by their askers."""
        return self.filter(expertise__person=person, confirmed_at__isnull=False)

    def waiting(self) -> Self:
        """Confirmed, and neither answered nor declined."""
        return self.filter(confirmed_at__isnull=False, answered_at=None, declined_at=None)


class Question(models.Model):
    """A question put to somebody who knows a theme. Neither sees the other's address.

    The asker gives an address and confirms it before the question goes on; only the hash of that
    personal link is kept. It is answered or declined, never both; forgotten a year after it was
    asked, and after a week if it was never confirmed.
    """

    expertise = models.ForeignKey(Expertise, on_delete=models.CASCADE, related_name="questions")
    asker_name = models.CharField(_("your name"), max_length=200)
    asker_email = models.EmailField(_("your e-mail"))
    language = models.CharField(max_length=10)
    text = models.TextField(_("your question"), max_length=4000)
    asked_at = models.DateTimeField(default=timezone.now)
    confirm_hash = models.CharField(max_length=64, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("asker_name", "asker_email", "language", "text", "answer"),
        other=("confirm_hash",),
        secret=("confirm_hash",),
        person=("expertise__person",),
        on_erasure="delete",
        clocks=(
            Clock(since="asked_at", after=timedelta(days=365)),
            Clock(since="asked_at", after=timedelta(days=7), only={"confirmed_at": None}),
        ),
    )

    class Meta:
        ordering = ("-asked_at",)
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [models.Index(fields=["asked_at"], name="organisations_question_asked")]
        constraints = [
            models.CheckConstraint(
                name="organisations_question_answered_or_declined",
                condition=Q(answered_at=None) | Q(declined_at=None),
            ),
            models.CheckConstraint(
                name="organisations_question_confirmed_first",
                condition=Q(confirmed_at__isnull=False) | Q(answered_at=None, declined_at=None),
            ),
            models.CheckConstraint(
                name="organisations_question_answer_has_words",
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"
