"""Every step of a registration, and whether its person has been told."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.registration import Registration
from talkoot.kit.privacy import Privacy
from talkoot.people.models import Person


class TransitionQuerySet(models.QuerySet["Transition"]):
    def untold(self) -> Self:
        """Steps whose person has not been told yet."""
        return self.filter(told_at=None)


class Transition(models.Model):
    """One step of a registration; rows are only added. An arranger's step carries a reason that the
    person sees.

    It is also the outbox of what is told of it: `told_at` is set in the transaction that writes the
    notice, so a step is told once whoever is killed in between.
    """

    class Cause(models.TextChoices):
        SIGNED_UP = "signed_up", _("signed up")
        PLACE_FREED = "place_freed", _("a place became free")
        OFFER_MADE = "offer_made", _("a place was offered")
        FIRST_COME = "first_come", _("a place is free for whoever is first")
        TAKEN_BY_ANOTHER = "taken_by_another", _("another took the free place first")
        OFFER_ACCEPTED = "offer_accepted", _("the offer was accepted")
        OFFER_DECLINED = "offer_declined", _("the offer was declined")
        OFFER_RAN_OUT = "offer_ran_out", _("the offer ran out")
        CANCELLED = "cancelled", _("cancelled")
        MODE_CHANGED = "mode_changed", _("the way of taking part was changed")
        SKIPPED = "skipped", _("the free places were not enough for the whole party")
        PLACE_GIVEN = "place_given", _("the arranger gave the place")
        MOVED = "moved", _("the arranger moved the place in the queue")
        RETURNED = "returned", _("the arranger returned this to the queue")
        REMOVED = "removed", _("the arranger removed this")
        EVENT_CHANGED = "event_changed", _("the event was changed")
        EVENT_CANCELLED = "event_cancelled", _("the event was cancelled")
        PERSON_ERASED = "person_erased", _("the person's data was erased")
        UNITED = "united", _("two registrations of the same person became one")

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="transitions"
    )
    at = models.DateTimeField(auto_now_add=True)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    cause = models.CharField(max_length=40, choices=Cause.choices)
    reason = models.CharField(  # noqa: DJ001  # empty was never given, NULL was erased
        _("reason"), max_length=300, blank=True, null=True, default=""
    )
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True, default=timezone.now)

    objects = TransitionQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("reason",),
        other=("before", "after", "cause"),
        person=("registration__person",),
        on_erasure="empty",
    )

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            models.Index(
                fields=["registration"],
                name="events_transition_untold",
                condition=Q(told_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="events_transition_arranger_says_why",
                condition=~Q(cause__in=("place_given", "moved", "returned", "removed"))
                | ~Q(reason="")
                | Q(reason=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
