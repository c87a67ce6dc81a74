"""The event itself and its sessions."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.series import HostTurn, Series
from talkoot.kit.languages import TextsField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project, TeamMember
from talkoot.terms.models import Area, Topic

Visitor = Person | AnonymousUser


class EventQuerySet(models.QuerySet["Event"]):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def public(self) -> Self:
        """What anyone may see: published, cancelled too, of no project or of a public one."""
        return self.live().filter(
            Q(project=None) | Q(project__in=Project.objects.public()), published_at__isnull=False
        )

    def visible_to(self, visitor: Visitor) -> Self:
        """The public ones, and the drafts of what the visitor follows."""
        if not visitor.is_authenticated:
            return self.public()
        if visitor.is_staff:
            return self.live()
        return self.live().filter(
            Q(pk__in=self.model.objects.public().values("pk"))
            | Q(project__in=Project.objects.followed_by(visitor))
            | Q(project=None, organisation__in=Organisation.objects.coordinated_by(visitor))
        )

    def run_by(self, visitor: Visitor) -> Self:
        """What the visitor may arrange: who runs the project and its members every event of it, a
        partner's contact those that count in that partner's share, and where there is no project
        the organisation's coordinators."""
        return self._run_by(visitor, self.live())

    def deleted_run_by(self, visitor: Visitor) -> Self:
        """Deleted ones that the visitor may bring back."""
        return self._run_by(visitor, self.filter(deleted_at__isnull=False))

    def _run_by(self, visitor: Visitor, rows: Self) -> Self:
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return rows
        team = TeamMember.objects.live().filter(project=OuterRef("project"), person=visitor)
        share = Q(role="partner_contact", partnership=OuterRef("counting_partnership"))
        return rows.filter(
            Q(project__in=Project.objects.run_by(visitor))
            | Q(Exists(team.filter(Q(role="member") | share)))
            | Q(project=None, organisation__in=Organisation.objects.coordinated_by(visitor))
        )

    def coming(self, now: datetime | None = None) -> Self:
        """Not over yet, soonest first."""
        return self.filter(ends_at__gt=now or timezone.now(), cancelled_at=None).order_by(
            "starts_at", "pk"
        )


class Event(Dated):
    """One event. When its hours are known, its period is their days in Europe/Helsinki; an old event
    may be known by its year only.

    `organisation` always answers for it; `project` is whose work it is, if any project's, and
    `counting_partnership` the one partner whose share it counts in. It is a draft, published or
    cancelled with a reason; whether registration is open follows from times alone.
    """

    class Kind(models.TextChoices):
        WEBINAR = "webinar", _("webinar")
        COACHING = "coaching", _("theme coaching")
        SEMINAR = "seminar", _("seminar")
        TRAINING = "training", _("training")
        MEETING = "meeting", _("work meeting")
        WORKSHOP = "workshop", _("workshop")
        CONFERENCE = "conference", _("conference")
        LEARNING_EVENT = "learning_event", _("learning event")
        STUDY_VISIT = "study_visit", _("study visit")
        PEER_REVIEW = "peer_review", _("peer review workshop")
        OTHER = "other", _("event")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    turn = models.OneToOneField(
        HostTurn, null=True, blank=True, on_delete=models.SET_NULL, related_name="event"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="events", verbose_name=_("arranged by")
    )
    counting_partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    titles = TextsField(_("title"), blank=False)
    summaries = TextsField(_("in short"))
    descriptions = TextsField(_("programme and description"))
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("length in minutes"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="events")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    on_site = models.BooleanField(_("on site"), default=False)
    remote = models.BooleanField(_("remote"), default=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    accessibility = TextsField(_("accessibility of the place"))
    remote_link = models.URLField(_("remote link"), max_length=1000, blank=True)
    remote_help = TextsField(_("how to join"))
    takes_registrations = models.BooleanField(_("people sign up here"), default=True)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    asks_diet = models.BooleanField(_("ask about diet"), default=False)
    asks_access = models.BooleanField(_("ask about accessibility needs"), default=False)
    asks_feedback = models.BooleanField(_("feedback is asked by itself"), default=True)
    needs_kept_days = models.PositiveSmallIntegerField(
        _("days that needs are kept after the event"), default=14
    )
    contacts_kept_days = models.PositiveSmallIntegerField(
        _("days that names and addresses are kept after the event"), default=365
    )
    is_funder_participation = models.BooleanField(
        _("counts as participation for the funder"), default=False
    )
    funder_fields = models.JSONField(_("fields that the funder asks for"), default=list, blank=True)
    funder_reason = TextsField(_("why the funder asks"))
    notice_version = models.CharField(
        _("version of the privacy notice"), max_length=20, default="1"
    )
    remind_hours_before = models.PositiveSmallIntegerField(_("reminder, hours before"), default=24)
    certificate_minutes = models.PositiveIntegerField(
        _("minutes needed for a certificate"), null=True, blank=True
    )
    check_in_hash = models.CharField(max_length=64, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_invented = models.BooleanField(
        _("participants invented for the demonstration"), default=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=(
            "slug", "kind", "titles", "summaries", "descriptions", "languages", "place", "address",
            "accessibility", "remote_link", "remote_help", "funder_fields", "funder_reason",
            "notice_version", "check_in_hash", "source", "cancelled_reason", "starts_precision",
            "ends_precision",
        )
    )  # fmt: skip  # the list reads as one

    class Meta:
        ordering = ("-starts_on", "pk")
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["project", "starts_on"], name="events_event_of_project"),
            models.Index(fields=["starts_at"], name="events_event_by_time"),
        ]
        constraints = [
            *dated_constraints("events_event"),
            models.CheckConstraint(
                name="events_event_hours_together",
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="events_event_cancelled_has_reason",
                condition=Q(cancelled_at=None) | ~Q(cancelled_reason=""),
            ),
            models.CheckConstraint(
                name="events_event_counts_in_its_project",
                condition=Q(counting_partnership=None) | Q(project__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.titles)

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now() if self.ends_at else self.period.has_ended()


class Session(models.Model):
    """A part of an event with its own time, and its own places if it has a pool."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    titles = TextsField(_("title"), blank=False)
    descriptions = TextsField(_("description"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)

    privacy: ClassVar = Privacy(other=("titles", "descriptions", "place"))

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = [
            models.CheckConstraint(
                name="events_session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return str(self.titles)
