"""The read-only door for an inspector: dated, revocable, and every visit written down."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Clock, Privacy
from talkoot.people.models import Person
from talkoot.projects.models import Project


class InspectorLinkQuerySet(models.QuerySet["InspectorLink"]):
    def open(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class InspectorLink(models.Model):
    """Whoever holds the link reads the project's frozen reports and their rows until it runs out or is
    revoked. Names of people are shown only where `shows_names` says so. Only the link's hash is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="inspector_links")
    given_to = models.CharField(_("who inspects"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=300)
    shows_names = models.BooleanField(_("shows the names of people"), default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InspectorLinkQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("given_to", "created_by"),
        other=("purpose", "token_hash"),
        secret=("token_hash",),
        person=("created_by",),
    )

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("inspector's link")
        verbose_name_plural = _("inspectors' links")
        constraints = [
            models.CheckConstraint(
                name="reports_inspectorlink_ends_after_start",
                condition=Q(expires_at__gt=F("created_at")),
            )
        ]

    def __str__(self) -> str:
        return f"inspector's link {self.pk}"

    @property
    def last_on(self) -> date:
        """The last day on which it is open, to that day's end or to a moment of it."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))


class InspectorVisit(models.Model):
    """One page that was opened through an inspector's link. Kept two years."""

    link = models.ForeignKey(InspectorLink, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField(auto_now_add=True)
    page = models.CharField(max_length=300)

    privacy: ClassVar = Privacy(
        other=("page",), clocks=(Clock(since="at", after=timedelta(days=730)),)
    )

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.page}"
