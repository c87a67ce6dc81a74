"""Who did what to what, when; rows are only added."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, subject: models.Model) -> "EntryQuerySet":
        """The entries about one row and its parts, newest first."""
        return self.filter(subject=subject._meta.label_lower, subject_id=subject.pk)

    def by(self, person: models.Model) -> "EntryQuerySet":
        return self.filter(actor_id=person.pk)

    def last_number(self) -> int:
        """The number of the newest of them; 0 where there is none."""
        latest: int | None = self.aggregate(latest=models.Max("pk"))["latest"]
        return latest or 0


class Entry(models.Model):
    """One thing that somebody did. `subject` is the label of the row whose history this is.

    `part` names the row inside the subject that was touched (a partner of a project). `changes`
    holds field → [before, after]; a personal field is there as changed, never by its value.
    An actor that is None is the product itself (`by_worker`) or a person who was erased.
    """

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_worker = models.BooleanField(default=False)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    part = models.CharField(max_length=80, blank=True)
    part_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("actor",),
        other=("verb", "subject", "part", "changes", "note"),
        person=("actor",),
        on_erasure="keep",
    )

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["subject", "subject_id", "-at"], name="history_entry_of")]
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject} {self.subject_id}"
