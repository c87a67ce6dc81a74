"""What someone wishes with their registration: sessions, diet, access."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.pool import Pool
from talkoot.events.models.registration import Registration
from talkoot.kit.privacy import Clock, Privacy


class SessionPlace(models.Model):
    """One registration's wish to take part in one session that has places of its own.

    It holds a place of the session's pool only while the registration holds one of the event's;
    until then it is a wish. A session has no queue.
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="session_places"
    )
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="session_places")
    holds_place = models.BooleanField(default=False)

    privacy: ClassVar = Privacy(
        personal=("holds_place",), person=("registration__person",), on_erasure="keep"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "pool"], name="events_sessionplace_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.pool_id}"


class Need(models.Model):
    """What someone told of their diet or of access, with their consent. Deleted by the event's own
    clock; others see counts only."""

    class Kind(models.TextChoices):
        DIET = "diet", _("diet")
        ACCESS = "access", _("accessibility")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("need"), max_length=500)
    consented_at = models.DateTimeField(auto_now_add=True)
    delete_after = models.DateField()

    privacy: ClassVar = Privacy(
        personal=("kind", "text"),
        person=("registration__person",),
        on_erasure="delete",
        clocks=(Clock(since="delete_after", after=timedelta(days=0)),),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"], name="events_need_one_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
