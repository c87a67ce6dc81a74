"""How much has been said by a door (for its own people exactly, for everybody in steps of five), what
may be named there, and whose a door may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from talkoot.organisations.models import Organisation
from talkoot.projects.models import PartnerPeriod, Partnership, Project, TeamMember
from talkoot.projects.models.project import Visitor
from talkoot.projects.models.team import Role
from talkoot.surveys.models import Door, Said
from talkoot.surveys.models.wave import LEAST
from talkoot.terms.models import Area, Topic


@dataclass(frozen=True)
class Counted:
    """How much was said of one thing (empty: of nothing named), or in a quarter."""

    words: object
    number: int


@dataclass(frozen=True)
class Told:
    """The numbers of a door for its own people."""

    total: int
    by_state: dict[str, int]
    by_topic: Sequence[Counted]
    by_area: Sequence[Counted]
    """Both empty where nothing was named."""
    by_quarter: Sequence[tuple[int, int, int]]
    """Year, quarter, how many; the newest first."""


def told(door: Door) -> Told:
    """What has been said here, counted; what is not feedback is counted only as that."""
    states = dict(door.said.order_by().values_list("state").annotate(Count("pk")))
    real = door.said.exclude(state=Said.State.SPAM).order_by()
    quarters = (
        real.annotate(quarter=TruncQuarter("said_on"))
        .values_list("quarter")
        .annotate(Count("pk"))
        .order_by("-quarter")
    )
    return Told(
        total=sum(number for state, number in states.items() if state != Said.State.SPAM),
        by_state=states,
        by_topic=_by(real, "topic__names"),
        by_area=_by(real, "area__names"),
        by_quarter=[(day.year, (day.month + 2) // 3, number) for day, number in quarters],
    )


def _by(rows: QuerySet[Said], name: str) -> list[Counted]:
    found = list(rows.values_list(name).annotate(number=Count("pk")).order_by("-number", name))
    if all(words is None for words, _number in found):
        return []
    return [Counted(words, number) for words, number in found]


def public_numbers(door: Door) -> tuple[int, int]:
    """How much has been said and how much of it has a reply, in whole steps of five downwards, so that
    no look at the page tells of one person."""
    found = door.said.exclude(state=Said.State.SPAM).aggregate(
        said=Count("pk"), replied=Count("pk", filter=~Q(reply=""))
    )
    said, replied = (found[name] // LEAST * LEAST for name in ("said", "replied"))
    return said, replied


def topics_of(door: Door) -> QuerySet[Topic]:
    """The themes that one may choose: the project's."""
    if door.project is None:
        return Topic.objects.none()
    return Topic.objects.filter(projects=door.project)


def areas_of(door: Door) -> QuerySet[Area]:
    """The areas that one may choose: the project's and those right under them, else those that the
    organisation covers."""
    if door.project is None:
        return Area.objects.filter(organisations=door.organisation).distinct()
    mine = Area.objects.filter(projects=door.project)
    return Area.objects.filter(Q(pk__in=mine) | Q(parent__in=mine))


def partners_in(projects: QuerySet[Project]) -> QuerySet[Partnership]:
    """The partnerships whose organisation may have a door of the project: of a named organisation, not
    as a funder, and not over."""
    today = timezone.localdate()
    periods = PartnerPeriod.objects.filter(partnership=OuterRef("pk"))
    lasting = periods.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return Partnership.objects.filter(
        ~Exists(periods) | Exists(lasting), project__in=projects, organisation__isnull=False
    ).exclude(role=Partnership.Role.FUNDER)


def may_have_door(organisation: Organisation, project: Project) -> bool:
    """Whether a door of the project may be that organisation's: the lead's, or a partner's."""
    if organisation.pk == project.owner_id:
        return True
    mine = partners_in(Project.objects.filter(pk=project.pk)).filter(organisation=organisation)
    return mine.exists()


def names_for(
    visitor: Visitor, projects: QuerySet[Project]
) -> list[tuple[Project, list[Organisation]]]:
    """Of these projects those where the visitor may open a door, each with the organisations in whose
    name: its lead first, then its partners, each once. A partner's contact opens one only in the name of
    that partner. In two questions."""
    team = TeamMember.objects.live().filter(project=OuterRef("pk"), person=visitor.pk)
    own = TeamMember.objects.live().filter(
        partnership=OuterRef("pk"), person=visitor.pk, role=Role.PARTNER_CONTACT
    )
    rows = partners_in(projects.order_by()).select_related("organisation")
    partners: dict[int, dict[Organisation, bool]] = {}
    for row in rows.annotate(is_own=Exists(own)):
        if row.organisation is not None:
            there = partners.setdefault(row.project_id, {})
            there[row.organisation] = row.is_own or there.get(row.organisation, False)
    member = Exists(team.filter(role=Role.MEMBER))
    whole = Q(pk__in=Project.objects.run_by(visitor).values("pk")) | Q(member)
    found: list[tuple[Project, list[Organisation]]] = []
    for project in projects.select_related("owner").annotate(is_whole=whole):
        of_it = partners.get(project.pk, {})
        if project.is_whole:
            found.append((project, list(dict.fromkeys([project.owner, *of_it]))))
        elif mine := [one for one, is_own in of_it.items() if is_own]:
            found.append((project, mine))
    return found


def may_open(visitor: Visitor, organisation: Organisation, project: Project) -> bool:
    """Whether the visitor may open a door of the project in that organisation's name."""
    named = names_for(visitor, Project.objects.filter(pk=project.pk))
    return any(organisation in organisations for _project, organisations in named)
