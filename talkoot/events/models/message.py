"""Messages that an arranger sends to groups of participants."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.event import Event
from talkoot.events.models.registration import Registration
from talkoot.kit.privacy import Clock, Privacy
from talkoot.people.models import Person


class Message(models.Model):
    """One message to the participants of an event in chosen states and, if said, of one way of taking
    part; `language` is the one it is written in. Sent once: each receiver is a row, made when
    sending begins, and has the notice or not yet."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="messages")
    states: Any = models.JSONField(_("to whom"), default=list)
    mode = models.CharField(_("way of taking part"), max_length=10, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("message"), max_length=10_000)
    language = models.CharField(_("language"), max_length=10, default="fi")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy(
        personal=("by",), other=("states", "mode", "subject", "text", "language"), person=("by",)
    )

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.subject


class Receiver(models.Model):
    """One registration that a message goes to, at most once."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receivers")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="messages_received"
    )
    noticed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar = Privacy(
        personal=("noticed_at",),
        person=("registration__person",),
        on_erasure="delete",
        clocks=(Clock(since="created_at", after=timedelta(days=365)),),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "registration"], name="events_receiver_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.registration_id}"
