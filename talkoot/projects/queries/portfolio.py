"""All projects of an organisation and those below it: what starts, what ends, and their money by year."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from talkoot.kit.alphabet import by_name
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period
from talkoot.organisations.models import Membership, Organisation
from talkoot.people.models import Person
from talkoot.projects.models import FundingDecision, Partnership, Project
from talkoot.projects.models.project import ProjectQuerySet

MONTHS_AHEAD = 6
MONTHS_BEHIND = 12
CENT = Decimal("0.01")


def choosable(person: Person) -> QuerySet[Organisation]:
    """The organisations whose portfolio the person may open and that have something in it: their
    own first, then those below that have projects or organisations of their own.
    """
    projects = Project.objects.live().filter(owner=OuterRef("pk"))
    children = Organisation.objects.live().filter(parent=OuterRef("pk"))
    own = Membership.objects.live().filter(
        organisation=OuterRef("pk"), person=person, role=Membership.Role.COORDINATOR
    )
    coordinated = Organisation.objects.coordinated_by(person)
    return (
        coordinated.annotate(own=Exists(own))
        .filter(Exists(projects) | Exists(children) | Q(own=True))
        .order_by("-own", by_name(), "pk")
    )


def owned_below(organisation: Organisation) -> ProjectQuerySet:
    """The live projects, drafts too, that the organisation or one below it administers."""
    return Project.objects.live().filter(owner__in=Organisation.objects.below(organisation))


def taken_part_in(organisation: Organisation) -> ProjectQuerySet:
    """Public projects of others where the organisation or one below it is a partner."""
    below = Organisation.objects.below(organisation)
    partnerships = Partnership.objects.filter(project=OuterRef("pk"), organisation__in=below)
    return Project.objects.public().exclude(owner__in=below).filter(Exists(partnerships))


def with_money(projects: ProjectQuerySet) -> ProjectQuerySet:
    """With owner, programme and the decision in force at hand as `decisions_in_force`."""
    in_force = FundingDecision.objects.filter(superseded_by=None)
    return projects.select_related("owner", "programme").prefetch_related(
        Prefetch("decisions", queryset=in_force, to_attr="decisions_in_force")
    )


def in_force(project: Project) -> FundingDecision | None:
    """The decision in force of a project that was asked for `with_money`."""
    decisions: list[FundingDecision] = getattr(project, "decisions_in_force", [])
    return decisions[0] if decisions else None


# --- time ----------------------------------------------------------------------------------------
def months_from(day: date, months: int) -> date:
    """The same day of another month, or that month's last day when it has no such day."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def starts_soon(project: Project, today: date) -> bool:
    """Whether it starts after today and within six months."""
    first = project.period.first
    return first is not None and today < first <= months_from(today, MONTHS_AHEAD)


def ends_soon(project: Project, today: date) -> bool:
    """Whether its last day is today or within six months."""
    last = project.ends_on
    return last is not None and today <= last <= months_from(today, MONTHS_AHEAD)


def has_ended_lately(project: Project, today: date) -> bool:
    """Whether its last day was within the twelve months before today."""
    last = project.ends_on
    return last is not None and months_from(today, -MONTHS_BEHIND) <= last < today


def under_way_in(project: Project, year: int) -> bool:
    """Whether any day of the year is in its time; an end that is not known is open."""
    first, until = project.period.first, project.period.until
    return (first is None or first.year <= year) and (until is None or until > date(year, 1, 1))


# --- money ---------------------------------------------------------------------------------------
@dataclass
class ProgrammeMoney:
    """The money of one programme, or of projects in none, by year and together.

    `undated_eur` is money whose years are not known; it is in `total_eur` and in no year.
    """

    names: Texts | None
    years: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    undated_eur: Decimal = Decimal(0)
    total_eur: Decimal = Decimal(0)


@dataclass
class Money:
    """Granted budgets by programme and year. What is not known is counted, never guessed."""

    programmes: list[ProgrammeMoney]
    years: list[int]
    by_year: dict[int, Decimal]
    undated_eur: Decimal
    total_eur: Decimal
    known: int
    without_funding: int
    not_known: int


def money_of(projects: list[Project]) -> Money:
    """The total budgets of the decisions in force, spread over the years by days."""
    programmes: dict[int | None, ProgrammeMoney] = {}
    counts = {"known": 0, "without": 0, "not_known": 0}
    for project in projects:
        decision = in_force(project)
        if decision is None or decision.total_eur is None:
            counts["without" if project.funding == Project.Funding.NONE else "not_known"] += 1
            continue
        counts["known"] += 1
        programme = project.programme
        line = programmes.setdefault(
            programme.pk if programme else None,
            ProgrammeMoney(programme.short_names or programme.names if programme else None),
        )
        line.total_eur += decision.total_eur
        shares = by_year(decision.total_eur, years_of(decision, project))
        for year, amount in shares.items():
            line.years[year] += amount
        if not shares:
            line.undated_eur += decision.total_eur
    lines = sorted(programmes.values(), key=lambda line: (line.names is None, str(line.names)))
    together: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        for year, amount in line.years.items():
            together[year] += amount
    return Money(
        programmes=lines,
        years=sorted(together),
        by_year=dict(sorted(together.items())),
        undated_eur=sum((line.undated_eur for line in lines), Decimal(0)),
        total_eur=sum((line.total_eur for line in lines), Decimal(0)),
        known=counts["known"],
        without_funding=counts["without"],
        not_known=counts["not_known"],
    )


def years_of(decision: FundingDecision, project: Project) -> Period:
    """The time over which the money is spread: the decision's own when both ends are known, else
    the project's.
    """
    own = decision.period
    return own if own.starts and own.ends else project.period


def by_year(amount: Decimal, period: Period) -> dict[int, Decimal]:
    """The amount spread evenly over the days of the period; the years add up to it to the cent.

    Empty when either end is not known: then no year can be named.
    """
    if period.first is None or period.until is None:
        return {}
    first, until = period.first, period.until
    days = (until - first).days
    shares: dict[int, Decimal] = {}
    given = Decimal(0)
    for year in range(first.year, until.year + 1):
        passed = (min(date(year + 1, 1, 1), until) - first).days
        reached = (amount * passed / days).quantize(CENT, ROUND_HALF_UP)
        shares[year], given = reached - given, reached
    return {year: share for year, share in shares.items() if share}
