"""Who was there, how it is known, and the certificate of it."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.events.models.event import Event, Session
from talkoot.events.models.registration import Registration
from talkoot.kit.privacy import Clock, Privacy
from talkoot.organisations.models import Organisation, OrganisationHome
from talkoot.people.models import Person


class AttendanceReport(models.Model):
    """One report that a meeting program wrote, brought in. The same content comes in once an event."""

    class Program(models.TextChoices):
        TEAMS = "teams", "Microsoft Teams"
        ZOOM = "zoom", "Zoom"
        WEBEX = "webex", "Webex"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendance_reports")
    program = models.CharField(max_length=10, choices=Program.choices)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar = Privacy(
        personal=("by",), other=("program", "file_name", "sha256"), person=("by",)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "sha256"], name="events_attendancereport_once")
        ]

    def __str__(self) -> str:
        return self.file_name


class ReportedPerson(models.Model):
    """One person of a report with all their joins; matched to a registration by a person, or not yet.

    `intervals` are [start, end] moments in UTC, ISO 8601. Forgotten 90 days after it came in.
    """

    report = models.ForeignKey(AttendanceReport, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    intervals: Any = models.JSONField(default=list)
    proposed = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="reported"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar = Privacy(
        personal=("name", "email", "intervals"),
        person=("registration__person",),
        on_erasure="delete",
        clocks=(Clock(since="created_at", after=timedelta(days=90)),),
    )

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"reported {self.pk}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def live(self) -> Self:
        return self.filter(withdrawn_at=None)


class Attendance(models.Model):
    """One person was at one event, or at one session of it.

    Known from a registration, or of a walk-in who has none. `minutes` are the union of the intervals,
    or None when only presence is known. A mark made by hand is never overwritten by a report. A wrong
    mark is withdrawn, not deleted. Names of walk-ins are emptied by the event's clock.

    `counted_person`, `counted_organisation` and `counted_staff` are what the mark says, or else its
    registration, and `somebody` tells marks of the same person at one event from those of others: the
    person, else the registration, else the mark itself. The database keeps these four, whoever writes.
    """

    class How(models.TextChoices):
        QR = "qr", _("ticket read at the door")
        LIST = "list", _("ticked on the list")
        SELF = "self", _("by the code on the screen")
        REPORT = "report", _("from the meeting program's report")
        LOADED = "loaded", _("brought from an earlier register")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="attendances")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="attendances"
    )
    name = models.CharField(_("name of a walk-in"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="attendances"
    )
    organisation_written = models.CharField(_("organisation"), max_length=200, blank=True)
    is_project_staff = models.BooleanField(default=False)
    how = models.CharField(_("how it is known"), max_length=10, choices=How.choices)
    on_site = models.BooleanField(_("on site"), default=False)
    intervals: Any = models.JSONField(default=list, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    mark_key = models.UUIDField(null=True, blank=True, unique=True)
    report = models.ForeignKey(
        AttendanceReport,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="attendances",
    )
    marked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    counted_person = models.BigIntegerField(null=True, editable=False)
    # Not a relation to the organisation itself: merging and deleting reach it through the two above.
    counted_organisation = models.ForeignKey(
        OrganisationHome,
        null=True,
        editable=False,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    counted_staff = models.BooleanField(default=False, editable=False)
    somebody = models.BigIntegerField(default=0, editable=False)

    objects = AttendanceQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        # How it is known and how long tell of nobody once the name is gone, and hours stay counted.
        personal=("name", "organisation_written", "intervals", "marked_by"),
        other=("how",),
        person=("person",),
        on_erasure="empty",
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        indexes = [
            models.Index(
                fields=["event", "person"],
                name="events_attendance_live",
                condition=Q(withdrawn_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "session", "registration"],
                nulls_distinct=False,
                name="events_attendance_one_per_registration",
                condition=Q(withdrawn_at=None, registration__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["event", "session", "person"],
                nulls_distinct=False,
                name="events_attendance_one_per_person",
                condition=Q(withdrawn_at=None, person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.pk}"


class Certificate(models.Model):
    """A certificate of attendance with a number and a check address. A correction revokes it and
    issues the next; at most one of a registration is in force. `told_at` is set in the transaction
    that writes the letter with its link."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="certificates"
    )
    number = models.CharField(max_length=20, unique=True)
    check_code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    minutes = models.PositiveIntegerField()
    issued_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    privacy: ClassVar = Privacy(
        personal=("name", "minutes"),
        other=("number", "check_code", "revoked_reason"),
        person=("registration__person",),
        on_erasure="empty",
        clocks=(Clock(since="issued_at", after=timedelta(days=3650)),),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["registration"],
                name="events_certificate_untold",
                condition=Q(told_at=None, revoked_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                name="events_certificate_one_in_force",
                condition=Q(revoked_at=None),
            ),
            models.CheckConstraint(
                name="events_certificate_revoked_has_reason",
                condition=Q(revoked_at=None) | ~Q(revoked_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number
