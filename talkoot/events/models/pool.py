"""Places: the only row that sign-ups meet at."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.event import Event, Session
from talkoot.kit.privacy import Privacy


class Pool(models.Model):
    """The places of one way of taking part in an event, or in one of its sessions.

    `held` counts the registrations that hold a place, confirmed or offered; it changes only by one
    conditional update. It never exceeds `capacity + overrides`: an override is a place that the
    arranger gave beyond the limit, or one that a lowered limit left above it, for a lowered limit
    evicts nobody. No capacity is no limit. `waiting` counts those in the queue, and `last_queued_at`
    keeps their moments in the order in which they came. After `cut_off_at` a freed place goes to
    whoever of the queue is first. A pool that is not open takes nobody: its event is cancelled.
    """

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        REMOTE = "remote", _("remote")

    class Queue(models.TextChoices):
        OFF = "off", _("no queue")
        AUTO = "auto", _("the next in line gets the place at once")
        OFFER = "offer", _("the next in line is offered the place")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pools")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="pools"
    )
    mode = models.CharField(_("way of taking part"), max_length=10, choices=Mode.choices)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    held = models.PositiveIntegerField(default=0, editable=False)
    overrides = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)
    last_queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_open = models.BooleanField(default=True, editable=False)
    queue = models.CharField(_("queue"), max_length=10, choices=Queue.choices, default=Queue.OFFER)
    offer_hours = models.PositiveSmallIntegerField(_("hours an offer lasts"), default=24)
    cut_off_at = models.DateTimeField(
        _("after this a freed place goes to whoever is first"), null=True, blank=True
    )

    privacy: ClassVar = Privacy(other=("mode", "queue"))

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "session", "mode"],
                nulls_distinct=False,
                name="events_pool_one_per_mode",
            ),
            models.CheckConstraint(
                name="events_pool_never_overbooked",
                condition=Q(capacity=None) | Q(held__lte=F("capacity") + F("overrides")),
            ),
            models.CheckConstraint(
                name="events_pool_offer_lasts",
                condition=Q(offer_hours__gte=1, offer_hours__lte=336),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_mode_display()}"

    @property
    def free(self) -> int | None:
        """Places that anyone may take now; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.held)
