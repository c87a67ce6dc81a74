"""Who signed up for what, and every step of it."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.event import Event
from talkoot.events.models.pool import Pool
from talkoot.kit.privacy import Clock, Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def holding(self) -> Self:
        """Those who hold a place: confirmed, or with an offer that has not run out."""
        return self.filter(
            Q(state="confirmed")
            | Q(state="offered", holds_place=True, offer_expires_at__gt=timezone.now())
        )

    def queue_of(self, pool: Pool) -> Self:
        """The queue in its order: the arranger's priority, then time, then number."""
        return self.filter(pool=pool, state="waiting").order_by("-priority", "queued_at", "pk")


class Registration(models.Model):
    """One person's sign-up for one event, on one pool of places.

    One live registration per event and address, however it is written; a member of a party who gave
    no address has none and is never taken for another. Attendance is not a state of it. Only the
    hash of the personal link is kept. `form_key` makes a form sent twice one registration.
    Name, address and answers are emptied when the event's clock runs out; the row and its person
    stay, so counts stay.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("has a place")
        WAITING = "waiting", _("in the queue")
        OFFERED = "offered", _("has been offered a place")
        LAPSED = "lapsed", _("the offer ran out")
        DECLINED = "declined", _("declined the place")
        CANCELLED = "cancelled", _("cancelled")
        REMOVED = "removed", _("removed by the arranger")

    LIVE = ("confirmed", "waiting", "offered")

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        SPEAKER = "speaker", _("speaker")
        FACILITATOR = "facilitator", _("facilitator")
        HOST = "host", _("host")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    organisation_written = models.CharField(_("organisation"), max_length=200, blank=True)
    role = models.CharField(
        _("role"), max_length=20, choices=Role.choices, default=Role.PARTICIPANT
    )
    is_project_staff = models.BooleanField(_("paid by the project"), default=False)
    language = models.CharField(max_length=10, default="fi")
    contact = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="party"
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    holds_place = models.BooleanField(default=False)
    priority = models.SmallIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    notice_version = models.CharField(max_length=20)
    wants_news = models.BooleanField(default=False)
    funder_answers: Any = models.JSONField(default=dict, blank=True)
    calendar_uid = models.UUIDField(unique=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=(
            "name", "email", "organisation_written", "role", "language", "state", "wants_news",
            "funder_answers",
        ),
        other=("token_hash", "notice_version"),
        person=("person",),
        on_erasure="empty",
    )  # fmt: skip  # the list reads as one

    class Meta:
        ordering = ("pk",)
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [
            models.Index(fields=["pool", "state", "queued_at"], name="events_registration_queue")
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                name="events_registration_one_per_address",
                condition=~Q(email="") & Q(state__in=("confirmed", "waiting", "offered")),
            ),
            models.CheckConstraint(
                name="events_registration_queue_has_time",
                condition=~Q(state="waiting") | Q(queued_at__isnull=False),
            ),
            models.CheckConstraint(
                name="events_registration_offer_has_end",
                condition=~Q(state="offered") | Q(offer_expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="events_registration_place_held_in_live_state",
                condition=Q(holds_place=False) | Q(state__in=("confirmed", "offered")),
            ),
            models.CheckConstraint(
                name="events_registration_confirmed_holds_place",
                condition=~Q(state="confirmed") | Q(holds_place=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.pk}"


class Transition(models.Model):
    """One step of a registration; rows are only added. An arranger's step carries a reason that the
    person sees."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="transitions"
    )
    at = models.DateTimeField(auto_now_add=True)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    cause = models.CharField(max_length=40)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy: ClassVar = Privacy(
        personal=("by", "reason"),
        other=("before", "after", "cause"),
        person=("registration__person",),
    )

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


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
