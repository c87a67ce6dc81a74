"""What stays of an event: its materials and recordings, and a count of those whom nobody wrote down."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.event import Event
from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Privacy
from talkoot.people.models import Person


class Attachment(models.Model):
    """A material or a recording of an event: a file here or an address elsewhere, never both.

    A published recording is captioned within 14 days (Act 306/2019); `captions_due_on` is that day.
    The arrangers are told once when it is near and once when it is past.
    """

    class Kind(models.TextChoices):
        MATERIAL = "material", _("material")
        RECORDING = "recording", _("recording")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    titles = TextsField(_("title"), blank=False)
    language = models.CharField(_("language"), max_length=35, blank=True)
    web_address = models.URLField(_("web address"), max_length=1000, blank=True)
    file = models.FileField(_("file"), upload_to="events/materials/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    captions_due_on = models.DateField(_("captions due"), null=True, blank=True)
    captioned_on = models.DateField(_("captioned"), null=True, blank=True)
    captions_near_told_at = models.DateTimeField(null=True, blank=True)
    captions_late_told_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy(
        other=("kind", "titles", "language", "web_address", "file", "file_name")
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="events_attachment_file_or_address",
                condition=(~Q(file="") & Q(web_address="")) | (Q(file="") & ~Q(web_address="")),
            ),
            models.CheckConstraint(
                name="events_attachment_published_recording_has_clock",
                condition=~Q(kind="recording")
                | Q(published_at=None)
                | Q(captions_due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.titles)


class Headcount(models.Model):
    """How many came, when nobody wrote down who: a number, how it was got and the proof of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="headcounts")
    kinds = TextsField(_("who"))
    number = models.PositiveIntegerField(_("number"))
    is_approximate = models.BooleanField(_("an approximate number"), default=False)
    method = models.CharField(_("how it was counted"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    proof = models.FileField(_("proof"), upload_to="events/proofs/%Y/", blank=True)
    counted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    counted_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy(
        personal=("counted_by",),
        other=("kinds", "method", "source", "proof"),
        person=("counted_by",),
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="events_headcount_has_method", condition=~Q(method=""))
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.number}"
