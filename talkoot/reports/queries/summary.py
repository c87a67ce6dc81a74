"""The evidence of a decision maker's summary: a few measures over some projects and years, counted now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope, Unit, Words
from talkoot.measures.totals import Total, totals
from talkoot.projects.models import Project
from talkoot.projects.models.project import Visitor
from talkoot.projects.queries.listing import Wanted, narrowed
from talkoot.reports.queries.choosing import UNIT_WORDS
from talkoot.reports.queries.suppression import LEAST, is_of_people, is_small

MOST_MEASURES = 6
MOST_PROJECTS = 400
MOST_OFFERED = 40
LONGEST_YEARS = 12


@dataclass(frozen=True)
class Answer:
    """What one measure answers: in all, and in each of the years. `left_out` is of how many projects
    some year is not in the numbers, because so few people could be known by it; `is_about` where a
    number is about so much."""

    measure: Measure
    total: int
    years: Mapping[int, int]
    left_out: int
    is_about: bool

    @property
    def unit(self) -> Words:
        return UNIT_WORDS[self.measure.unit]


def askable() -> list[Measure]:
    """The registered questions that can be asked of many projects by year."""
    return [one for one in measures.every() if one.day and one.project]


def offered(visitor: Visitor, words: str = "") -> QuerySet[Project]:
    """Projects to choose from: the visitor's own, or those found by the words."""
    if not words.strip():
        return Project.objects.followed_by(visitor).by_name()
    wanted = Wanted(text=words, sort="name")
    return narrowed(Project.objects.visible_to(visitor), wanted)


def projects_of(visitor: Visitor, slugs: Iterable[str], area: str = "") -> list[Project]:
    """The chosen projects and those of the area or what lies in it, of those the visitor may see; by
    name."""
    seen = Project.objects.visible_to(visitor)
    found = set(seen.filter(slug__in=list(slugs)[:MOST_PROJECTS]).values_list("pk", flat=True))
    if area:
        found |= set(narrowed(seen, Wanted(area=area)).values_list("pk", flat=True))
    rows = Project.objects.filter(pk__in=found).select_related("owner")
    return list(rows.by_name()[:MOST_PROJECTS])


ByProject = Mapping[int, Mapping[int, Total]]
"""What one measure counted by the project's number and the year."""


def answers(
    asked: Sequence[Measure], projects: Sequence[Project], first: int, last: int
) -> list[Answer]:
    """What each measure answers of the years `first` to `last`; one question for each measure, and
    where hours are asked for, one for each measure of people.

    What is counted once is counted once in each project. Of numbers of people the small ones of one
    project in one year are left out, with so many others of that project that none can be worked out
    from a total shown elsewhere, and hours with them: those of a few people tell how many they were.
    That depends on nothing that was chosen, so no two summaries give a small number away between them.
    """
    of_people = [one for one in askable() if is_of_people(one.unit)]
    needed = [*asked, *of_people] if any(one.unit == Unit.HOUR for one in asked) else asked
    counted = {
        code: _by_project(one, projects) for code, one in {one.code: one for one in needed}.items()
    }
    hides = {
        one.code: [each.code for each in of_people] if one.unit == Unit.HOUR
        else [one.code] if is_of_people(one.unit) else []
        for one in asked
    }  # fmt: skip  # three cases
    return [
        _answer(one, counted[one.code], [counted[code] for code in hides[one.code]], first, last)
        for one in asked
    ]


def _by_project(measure: Measure, projects: Sequence[Project]) -> ByProject:
    found: dict[int, dict[int, Total]] = defaultdict(dict)
    for one in totals(measure, Scope(tuple(row.pk for row in projects), each=True)):
        found[one.project][one.year] = one
    return found


def _answer(
    measure: Measure, counted: ByProject, hides: Sequence[ByProject], first: int, last: int
) -> Answer:
    """Adds up what was counted; `hides` are the numbers of people, whose small ones it does not tell."""
    years = dict.fromkeys(range(first, last + 1), 0)
    left_out, is_about = 0, False
    for project, row in counted.items():
        hidden: set[int] = set()
        for people in hides:
            of_project = people.get(project, {})
            hidden |= hidden_years({year: one.amount for year, one in of_project.items()})
        left_out += any(year in years for year in hidden)
        for year in row.keys() & years.keys():
            is_about = is_about or row[year].is_about
            if year not in hidden:
                years[year] += row[year].amount
    return Answer(measure, sum(years.values()), years, left_out, is_about)


def hidden_years(row: Mapping[int, int]) -> set[int]:
    """The years of one project whose numbers of people are not told: the small ones, and the smallest
    of the others until those left out are at least two and together not small. Nobody can then work
    one out from the project's total."""
    hidden = {year for year, amount in row.items() if is_small(amount)}
    others = sorted((amount, year) for year, amount in row.items() if amount >= LEAST)
    while hidden and others and (len(hidden) < 2 or sum(row[year] for year in hidden) < LEAST):
        hidden.add(others.pop(0)[1])
    return hidden


def years_to_choose(today: date | None = None) -> tuple[int, int]:
    """The years that are offered first: this one and the four before it."""
    year = (today or timezone.localdate()).year
    return year - 4, year
