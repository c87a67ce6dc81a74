"""Series of events, and the turns by which hosts take care of a rotating one."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project, TeamMember
from talkoot.terms.models import Area

Visitor = Person | AnonymousUser


class SeriesQuerySet(models.QuerySet["Series"]):
    def run_by(self, visitor: Visitor) -> Self:
        """What the visitor may arrange: who runs the project and its members, and where there is no
        project the organisation's coordinators."""
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return self
        team = TeamMember.objects.live().filter(
            project=OuterRef("project"), person=visitor, role="member"
        )
        return self.filter(
            Q(project__in=Project.objects.run_by(visitor))
            | Q(Exists(team))
            | Q(project=None, organisation__in=Organisation.objects.coordinated_by(visitor))
        )


class Series(models.Model):
    """Events that belong together: webinars, coachings, work meetings that rotate between hosts.

    `project` is whose work it is, if any project's; `organisation` always answers for it.
    `avoided_weeks` are numbers of ISO weeks, the same every year.
    """

    class Kind(models.TextChoices):
        WEBINARS = "webinars", _("webinars")
        COACHINGS = "coachings", _("coachings")
        MEETINGS = "meetings", _("meetings")
        TRAININGS = "trainings", _("trainings")
        CONFERENCES = "conferences", _("conferences")
        OTHER = "other", _("other")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="series"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="series")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    titles = TextsField(_("title"), blank=False)
    summaries = TextsField(_("summary"))
    rotates = models.BooleanField(_("hosts take turns"), default=False)
    turns_a_year = models.PositiveSmallIntegerField(_("turns a year"), null=True, blank=True)
    avoided_weeks = models.JSONField(_("weeks to avoid"), default=list, blank=True)
    duties = TextsField(_("what the host takes care of, one on a line"))

    objects = SeriesQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=("slug", "kind", "titles", "summaries", "avoided_weeks", "duties")
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("series")
        verbose_name_plural = _("series of events")

    def __str__(self) -> str:
        return str(self.titles)


class HostTurnQuerySet(models.QuerySet["HostTurn"]):
    def run_by(self, visitor: Visitor) -> Self:
        """What the visitor may take care of: every turn of a series they arrange, those of the
        organisations they coordinate, and those they are responsible for."""
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return self
        return self.filter(
            Q(series__in=Series.objects.run_by(visitor))
            | Q(host__in=Organisation.objects.coordinated_by(visitor))
            | Q(responsible=visitor)
        )

    def in_force(self) -> Self:
        """All but those that were passed on."""
        return self.exclude(state=HostTurn.State.PASSED)


class HostTurn(Dated):
    """One host's turn in a rotating series: planned, accepted, done or passed on with a reason.

    A turn that was swapped points to the one it changed places with. Positions of a series differ.
    `reminded_of` is the day of which its responsible person was last reminded, so that another day
    reminds anew.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        DONE = "done", _("held")
        PASSED = "passed", _("passed on")

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="turns")
    position = models.PositiveIntegerField()
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="host_turns"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="host_turns"
    )
    responsible = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="host_turns"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.PLANNED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    swapped_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    travel_km = models.PositiveIntegerField(
        _("kilometres travelled by all together"), null=True, blank=True
    )
    handover = models.TextField(_("for the next host"), blank=True)
    reminded_of = models.DateField(null=True, blank=True)
    reminded_days_before = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = HostTurnQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("responsible",),
        other=("state", "reason", "handover", "starts_precision", "ends_precision"),
        person=("responsible",),
    )

    class Meta:
        ordering = ("position",)
        verbose_name = _("host turn")
        verbose_name_plural = _("host turns")
        constraints = [
            *dated_constraints("events_hostturn"),
            models.UniqueConstraint(
                fields=["series", "position"],
                name="events_hostturn_one_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="events_hostturn_passed_has_reason",
                condition=~Q(state="passed") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="events_hostturn_has_host",
                condition=Q(host__isnull=False) | Q(area__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.position}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held."""
        return self.state in (self.State.PLANNED, self.State.ACCEPTED)


class TurnDuty(models.Model):
    """One thing the host takes care of in a turn; done or not, and when."""

    turn = models.ForeignKey(HostTurn, on_delete=models.CASCADE, related_name="checklist")
    texts = TextsField(_("duty"), blank=False)
    position = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    privacy: ClassVar = Privacy(other=("texts",))

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return str(self.texts)
