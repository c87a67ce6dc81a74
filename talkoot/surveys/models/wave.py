"""When who is asked what, and how well they are hidden."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event, Registration
from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Clock, Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import hash_of
from talkoot.projects.models import Partnership, Project
from talkoot.projects.models.project import Visitor
from talkoot.surveys.models.door import plain_code
from talkoot.surveys.models.form import FormVersion
from talkoot.surveys.models.study import Needs, Study
from talkoot.terms.models import Area

LEAST = 5
"""The fewest answers that anything is ever shown of."""


class ProjectRule(models.Model):
    """The fewest answers that a project shows anything of, which only goes up, and whether the worker
    opens the feedback of its events by itself."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="feedback_rule")
    least = models.PositiveSmallIntegerField(_("fewest answers shown"), default=LEAST)
    asks_by_itself = models.BooleanField(_("feedback is asked of every event"), default=True)

    privacy: ClassVar = Privacy()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="surveys_projectrule_at_least_five", condition=Q(least__gte=LEAST)
            )
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.least}"


class WaveQuerySet(models.QuerySet["Wave"]):
    def run_by(self, visitor: Visitor) -> Self:
        """Those of the events that the visitor arranges and of the projects that the visitor runs."""
        if not visitor.is_authenticated:
            return self.none()
        return self.filter(
            Q(event__in=Event.objects.run_by(visitor))
            | Q(project__in=Project.objects.run_by(visitor))
        )

    def followed_by(self, visitor: Visitor) -> Self:
        """Those whose results the visitor may read, too."""
        if not visitor.is_authenticated:
            return self.none()
        return self.filter(
            Q(event__in=Event.objects.run_by(visitor))
            | Q(project__in=Project.objects.followed_by(visitor))
        )

    def open(self) -> Self:
        now = timezone.now()
        return self.filter(opens_at__lte=now, closed_at=None).filter(
            Q(closes_at=None) | Q(closes_at__gt=now)
        )

    def with_code(self, code: str) -> Self:
        """The one with this code, however it was typed."""
        return self.filter(code=plain_code(code))


class Wave(models.Model):
    """One time that some people are asked: after an event, before, at the end, or of needs.

    Its project is its event's, or it stands by itself. `core` and `own` are the questions. In an
    anonymous wave there is no way from an answer to a person; in a pseudonymous one there is one for
    as long as its study's key exists; in a named one people say who they are. That is never loosened
    once somebody has answered (a trigger refuses it), nor is `least` lowered. Answers come in while
    it is open; results are made when it is closed, and in large steps before. `code` opens it from the
    screen of the event, or for everybody where `is_open_to_all`.

    How many were asked and have answered is counted for good when it is closed (`asked_in_all`,
    `answered_in_all`), for those who were asked are then forgotten.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("after an event")
        BEFORE = "before", _("before")
        END = "end", _("at the end")
        FOLLOW_UP = "follow_up", _("follow-up")
        NEEDS = "needs", _("survey of needs")

    class Anonymity(models.TextChoices):
        ANONYMOUS = "anonymous", _("anonymous")
        PSEUDONYMOUS = "pseudonymous", _("under a pseudonym")
        NAMED = "named", _("named")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    titles = TextsField(_("name"))
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="waves", verbose_name=_("asked by")
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    study = models.ForeignKey(
        Study, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    needs = models.ForeignKey(
        Needs, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )
    core = models.ForeignKey(
        FormVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="core_of"
    )
    own = models.ForeignKey(
        FormVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="own_of"
    )
    anonymity = models.CharField(
        _("anonymity"), max_length=12, choices=Anonymity.choices, default=Anonymity.ANONYMOUS
    )
    least = models.PositiveSmallIntegerField(_("fewest answers shown"), default=LEAST)
    code = models.CharField(_("code on the screen"), max_length=10, unique=True)
    is_open_to_all = models.BooleanField(_("open to everybody with the code"), default=False)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    asked_in_all = models.PositiveIntegerField(null=True, blank=True)
    answered_in_all = models.PositiveIntegerField(null=True, blank=True)
    has_answers = models.BooleanField(default=False)
    is_unmixed = models.BooleanField(default=False)
    is_invented = models.BooleanField(_("answers invented for the demonstration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WaveQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("kind", "titles", "anonymity", "code"))

    class Meta:
        ordering = ("-opens_at", "pk")
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        indexes = [models.Index(fields=["project", "closed_at"], name="surveys_wave_of_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], name="surveys_wave_one_of_event", condition=Q(kind="event")
            ),
            models.CheckConstraint(
                name="surveys_wave_asks_something",
                condition=Q(core__isnull=False) | Q(own__isnull=False),
            ),
            models.CheckConstraint(
                name="surveys_wave_at_least_five", condition=Q(least__gte=LEAST)
            ),
            models.CheckConstraint(
                name="surveys_wave_closes_after_opening",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="surveys_wave_of_an_event_or_not",
                condition=Q(kind="event", event__isnull=False) | ~Q(kind="event"),
            ),
            models.CheckConstraint(
                name="surveys_wave_pseudonym_has_study",
                condition=~Q(anonymity="pseudonymous") | Q(study__isnull=False),
            ),
            models.CheckConstraint(
                name="surveys_wave_counted_when_closed",
                condition=Q(closed_at=None, asked_in_all=None, answered_in_all=None)
                | Q(
                    closed_at__isnull=False,
                    asked_in_all__isnull=False,
                    answered_in_all__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.titles or self.event or "")

    @property
    def is_open(self) -> bool:
        now = timezone.now()
        return (
            self.opens_at <= now
            and self.closed_at is None
            and (self.closes_at is None or self.closes_at > now)
        )


class AskedQuerySet(models.QuerySet["Asked"]):
    def with_link(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token))

    def to_ask(self, wave: Wave) -> Self:
        """Those who have an address and have not been written to, nor answered."""
        return self.filter(wave=wave, is_written_to=False, has_answered=False).exclude(
            registration=None, email=""
        )


class Asked(models.Model):
    """Somebody may answer once. That they have answered is known, and nothing of what: no moment, no
    number and no order leads from here to an answer (decision 0014).

    `registration` is who, or `email` where there is no registration; a walk-in has neither and takes a
    place of those that were counted. Only the link's hash is kept. `asked_on` is the day of the letter.
    Thirty days after the wave was closed nobody needs to know who was asked, unless a study asks the
    same people again; of a study it is forgotten with its key.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="asked")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.CASCADE, related_name="asked"
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=10, default="fi")
    token_hash = models.CharField(max_length=64, blank=True)
    is_written_to = models.BooleanField(default=False)
    is_reminded = models.BooleanField(default=False)
    asked_on = models.DateField(null=True, blank=True)
    has_answered = models.BooleanField(default=False)

    objects = AskedQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("email",),
        other=("language", "token_hash"),
        secret=("token_hash",),
        person=("registration__person",),
        on_erasure="empty",
        clocks=(
            Clock(since="wave__closed_at", after=timedelta(days=30), only={"wave__study": None}),
            # The key may have been destroyed while a round was open.
            Clock(
                since="wave__closed_at",
                after=timedelta(days=30),
                only={"wave__study__destroyed_at__isnull": False},
            ),
        ),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "registration"],
                name="surveys_asked_once",
                condition=Q(registration__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["token_hash"],
                name="surveys_asked_one_per_link",
                condition=~Q(token_hash=""),
            ),
        ]

    def __str__(self) -> str:
        return f"asked {self.pk}"
