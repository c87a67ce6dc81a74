"""Who signed up for what."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.event import Event
from talkoot.events.models.pool import Pool
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person, hash_of


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def holding(self) -> Self:
        """Those who hold a place: confirmed, or with an offer that has not run out."""
        return self.filter(
            Q(state="confirmed")
            | Q(state="offered", holds_place=True, offer_expires_at__gt=timezone.now())
        )

    def live(self) -> Self:
        """Those with a place, an offer or a place in the queue."""
        return self.filter(state__in=self.model.LIVE)

    def in_line(self) -> Self:
        """Those whom a queue counts: waiting, or with an offer that holds no place."""
        return self.filter(Q(state="waiting") | Q(state="offered", holds_place=False))

    def queue_of(self, pool: Pool) -> Self:
        """The queue in its order: the arranger's priority, then time, then number."""
        return self.in_line().filter(pool=pool).order_by("-priority", "queued_at", "pk")

    def of_address(self, event: Event, *addresses: str) -> Self:
        """Those of an event by address, however it is written."""
        wanted = [address.strip().lower() for address in addresses]
        mine = self.filter(event=event).exclude(email="")
        return mine.alias(address=Lower("email")).filter(address__in=wanted)

    def with_link(self, token: str) -> Self:
        """The one whose personal link this is; whoever holds it may see and change it."""
        return self.filter(token_hash=hash_of(token), event__deleted_at=None)

    def visible_to(self, visitor: Person | AnonymousUser) -> Self:
        """Those of the events that the visitor arranges, and the visitor's own."""
        if not visitor.is_authenticated:
            return self.none()
        return self.filter(
            Q(event__in=Event.objects.run_by(visitor)) | Q(person=visitor, event__deleted_at=None)
        )


class Registration(models.Model):
    """One person's sign-up for one event, on one pool of places.

    One live registration per event and address, however it is written; a member of a party who gave
    no address has none and is never taken for another. Members of a party point to its `contact` and
    get their places together or not at all. Attendance is not a state of it. Only the hash of the
    personal link is kept. `calendar_sequence` counts the calendar parts that have been mailed, and
    `in_calendar` says that the last one was an invitation. `form_key` makes a form sent twice one registration.
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
    priority = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    link_mailed_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    notice_version = models.CharField(max_length=20)
    wants_news = models.BooleanField(default=False)
    funder_answers: Any = models.JSONField(default=dict, blank=True)
    calendar_uid = models.UUIDField(unique=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    in_calendar = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=(
            "name", "email", "organisation_written", "funder_answers", "wants_news",
        ),
        other=("token_hash", "notice_version", "role", "state", "language"),
        secret=("token_hash",),
        person=("person",),
        on_erasure="empty",
    )  # fmt: skip  # the list reads as one

    class Meta:
        ordering = ("pk",)
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [
            models.Index(fields=["pool", "state", "queued_at"], name="events_registration_queue"),
            models.Index(
                fields=["offer_expires_at"],
                name="events_registration_offers",
                condition=Q(state="offered"),
            ),
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
