"""What is going on across all projects, in five questions however many there are."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils import timezone

from talkoot.kit.periods import PartialDate
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.models.project import ProjectQuerySet

ON_TIMELINE = 12
RUNNING = 6
UPDATED = 5
SOON = 6
SOON_DAYS = 183

SHOWN = (
    "slug", "kind", "funding", "names", "short_names", "summaries", "starts_on", "starts_precision",
    "ends_on", "ends_precision", "contact_role", "contact_email", "changed_at", "archived_at",
    "owner__slug", "owner__names", "programme__names", "programme__short_names",
)  # fmt: skip  # the list reads as one


@dataclass(frozen=True)
class Turn:
    """A project that begins or ends soon; the date is as exact as it is known."""

    project: Project
    on: PartialDate
    begins: bool


@dataclass(frozen=True)
class Front:
    """What the front page tells. `alive` has the running ones first, then those that ended last."""

    alive: list[Project]
    turns: list[Turn]
    updated: list[Project]
    total: int
    running_total: int
    organisations: int

    @property
    def running(self) -> list[Project]:
        return [project for project in self.alive if project.state() == "running"][:RUNNING]


def front() -> Front:
    """Everything about public projects that the front page shows. Five queries."""
    today = timezone.localdate()
    public = Project.objects.public()
    counts = public.aggregate(
        total=Count("pk"), running=Count("pk", filter=Q(pk__in=public.running(today).values("pk")))
    )
    shown = public.select_related("owner", "programme").only(*SHOWN)
    return Front(
        alive=list(_alive_first(shown, today)[:ON_TIMELINE]),
        turns=_turns(shown, today),
        updated=list(shown.order_by("-changed_at", "pk")[:UPDATED]),
        total=counts["total"],
        running_total=counts["running"],
        organisations=Organisation.objects.live().count(),
    )


def nobody_yet() -> bool:
    """Whether this installation has not one person."""
    return not Person.objects.exists()


def _alive_first(projects: ProjectQuerySet, today: date) -> ProjectQuerySet:
    """Running, then those that have not begun, then the ended; the newest of each first."""
    place = Case(
        When(ends_on__lt=today, then=Value(2)),
        When(starts_on__gt=today, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return projects.annotate(place=place).order_by(
        "place", F("starts_on").desc(nulls_last=True), "sort_key", "pk"
    )


def _turns(projects: ProjectQuerySet, today: date) -> list[Turn]:
    """The beginnings and ends of the next half year, the nearest first."""
    last = today + timedelta(days=SOON_DAYS)
    soon = projects.filter(Q(starts_on__range=(today, last)) | Q(ends_on__range=(today, last)))
    found = []
    for project in soon.order_by("starts_on", "ends_on", "pk")[: SOON * 10]:
        period = project.period
        if period.starts and today <= period.starts.first <= last:
            found.append(Turn(project, period.starts, begins=True))
        if period.ends and today <= period.ends.last <= last:
            found.append(Turn(project, period.ends, begins=False))
    return sorted(found, key=lambda turn: (_day(turn), turn.project.sort_key))[:SOON]


def _day(turn: Turn) -> date:
    return turn.on.first if turn.begins else turn.on.last
