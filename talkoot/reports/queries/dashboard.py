"""The work of many projects together: reached by area, programme and year, from the kept totals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Exists, OuterRef, Q, Sum

from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Unit
from talkoot.organisations.models import Organisation
from talkoot.projects.models import Project
from talkoot.projects.models.project import ProjectQuerySet, Visitor
from talkoot.reports.models import Keeping, KeptSum, KeptTotal, ProjectIndicator
from talkoot.reports.queries.suppression import Cell, hidden, is_of_people, with_totals

COUNTY = "county"


@dataclass(frozen=True)
class Wanted:
    """What the page is narrowed to: a programme's code, a year, a state; empty narrows nothing."""

    programme: str = ""
    year: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Reach:
    """Whose projects: `all` (a keeper), `own` (an organisation's coordinator) or `public`."""

    kind: str
    projects: ProjectQuerySet

    @property
    def is_public(self) -> bool:
        return self.kind == "public"


def is_inner(visitor: Visitor) -> bool:
    """Whether the visitor may see exact numbers: a keeper, or a coordinator of an organisation."""
    return visitor.is_authenticated and (
        visitor.is_staff or Organisation.objects.coordinated_by(visitor).exists()
    )


def reach_of(visitor: Visitor, *, as_public: bool = False) -> Reach:
    """What the visitor sees: the projects that they may read with exact numbers, or what all see."""
    if as_public or not visitor.is_authenticated or not is_inner(visitor):
        return Reach("public", Project.objects.public())
    if visitor.is_staff:
        return Reach("all", Project.objects.live())
    return Reach("own", Project.objects.followed_by(visitor))


def narrowed(projects: ProjectQuerySet, wanted: Wanted) -> ProjectQuerySet:
    """Those of the programme, in the state, and with some day in the year."""
    if wanted.programme:
        projects = projects.filter(programme__code=wanted.programme)
    if wanted.state:
        projects = {
            "running": projects.running,
            "ended": projects.ended,
            "coming": projects.coming,
        }[wanted.state]()
    if wanted.year:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        projects = projects.filter(
            Q(starts_on=None) | Q(starts_on__lte=last), Q(ends_on=None) | Q(ends_on__gte=first)
        )
    return projects


def promising(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Those that follow some number, by name."""
    followed = ProjectIndicator.objects.live().filter(project=OuterRef("pk"))
    return projects.filter(Exists(followed)).by_name()


# --- tables ----------------------------------------------------------------------------------------
Key = int | str | None
"""A programme's number or a county's code; None or empty for what has none."""


class Shown(NamedTuple):
    """One number as it may be shown; `is_hidden` where it is one of few people, or would tell of them."""

    amount: int
    is_about: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """What one measure counted by programme or by county, and by year, with totals that add up."""

    keys: Sequence[Key]
    years: Sequence[int]
    numbers: Sequence[Sequence[int]]
    about: frozenset[tuple[Key, int]]
    hidden: frozenset[Cell]

    def at(self, key: Key | None = None, year: int | None = None, *, whole: bool = False) -> Shown:
        """The number of one line in one year; of all years without one, of all lines where `whole`."""
        if (
            not self.keys
            or (not whole and key not in self.keys)
            or (year is not None and year not in self.years)
        ):
            return Shown(0)
        row = len(self.keys) if whole else self.keys.index(key)
        column = len(self.years) if year is None else self.years.index(year)
        about = any(
            (whole or one == key) and (year is None or then == year) for one, then in self.about
        )
        return Shown(self.numbers[row][column], about, Cell(row, column) in self.hidden)


class Tables(NamedTuple):
    """One measure by programme and by county."""

    by_programme: Table
    by_county: Table


def kept_measures() -> list[Measure]:
    """Those whose totals are kept, people first."""
    order = ("person", "organisation", "participation", "event", "hour")
    kept = [one for one in measures.every() if one.day and one.project]
    return sorted(kept, key=lambda one: order.index(one.unit) if one.unit in order else len(order))


def tables(reach: Reach, keeping: Keeping, wanted: Wanted) -> dict[str, Tables]:
    """Every kept measure's tables, by its code; asked in two questions.

    The public ones are of all public projects, whatever else is narrowed: two tables that differ by a
    few projects would tell of those.
    """
    if reach.is_public:
        return _public(keeping.pk)
    if reach.kind == "all":
        return _all(keeping.pk, wanted.programme, wanted.state)
    projects = narrowed(reach.projects, Wanted(wanted.programme, None, wanted.state))
    mine = KeptTotal.objects.filter(keeping=keeping, project__in=projects.order_by().values("pk"))
    return _tables(mine, "project__programme")


# What one count found never changes, so it is put together once.
@lru_cache(maxsize=32)
def _all(keeping: int, programme: str, state: str) -> dict[str, Tables]:
    """What a keeper sees of one count."""
    rows = KeptSum.objects.filter(keeping=keeping)
    if programme:
        rows = rows.filter(programme__code=programme)
    if state:
        rows = rows.filter(state=state)
    return _tables(rows, "programme")


@lru_cache(maxsize=4)
def _public(keeping: int) -> dict[str, Tables]:
    """What everybody sees of one count."""
    found = _tables(KeptSum.objects.filter(keeping=keeping, is_public=True), "programme")
    units = {code: measures.get(code).unit for code in found}
    for code in found:
        if is_of_people(units[code]):
            found[code] = concealed(*found[code])
    of_people = [both for code, both in found.items() if is_of_people(units[code])]
    for code, both in found.items():
        # Hours of a few people tell how many they were.
        if units[code] == Unit.HOUR:
            found[code] = concealed(
                _with(both.by_programme, [one.by_programme for one in of_people]),
                _with(both.by_county, [one.by_county for one in of_people]),
            )
    return found


def _with(table: Table, others: Sequence[Table]) -> Table:
    """The table with those places hidden that another one hides."""
    gone = {
        Cell(row, column)
        for row, key in enumerate([*table.keys, None])
        for column, year in enumerate([*table.years, None])
        for other in others
        if other.at(key, year, whole=row == len(table.keys)).is_hidden
    }
    return _without(table, gone)


def concealed(first: Table, second: Table) -> Tables:
    """Two tables with the same totals by year, without small numbers and what would tell of them; a
    total that is hidden in one is hidden in the other."""
    if not second.keys:
        return Tables(_without(first, hidden(first.numbers, first.hidden)), second)
    gone: list[set[Cell]] = [set(first.hidden), set(second.hidden)]
    both = (first, second)
    while True:
        shared = {
            cell.column
            for table, cells in zip(both, gone, strict=True)
            for cell in cells
            if cell.row == len(table.keys)
        }
        wider = [
            hidden(table.numbers, {*cells, *(Cell(len(table.keys), column) for column in shared)})
            for table, cells in zip(both, gone, strict=True)
        ]
        if wider == gone:
            break
        gone = wider
    return Tables(*(_without(table, cells) for table, cells in zip(both, gone, strict=True)))


def _without(table: Table, cells: set[Cell]) -> Table:
    return Table(table.keys, table.years, table.numbers, table.about, frozenset(cells))


def _tables(rows: Any, programme: str) -> dict[str, Tables]:
    found: dict[str, list[dict[Key, dict[int, Shown]]]] = defaultdict(
        lambda: [defaultdict(dict), defaultdict(dict)]
    )
    for place, (split, name) in enumerate((("", programme), (COUNTY, "part"))):
        counted = rows.filter(split=split).values("measure", "year", name)
        # Any row about so many makes the sum one.
        for row in counted.annotate(whole=Sum("amount"), about=BoolOr("is_about")):
            shown = Shown(int(row["whole"]), bool(row["about"]))
            found[row["measure"]][place][row[name]][row["year"]] = shown
    known = {one.code for one in kept_measures()}
    return {
        code: Tables(*(_table(lines) for lines in both))
        for code, both in found.items()
        if code in known
    }


def _table(lines: Mapping[Key, Mapping[int, Shown]]) -> Table:
    keys = sorted(lines, key=lambda key: (key in (None, ""), str(key)))
    years = sorted({year for line in lines.values() for year in line})
    grid = [[lines[key].get(year, Shown(0)).amount for year in years] for key in keys]
    about = frozenset(
        (key, year) for key, line in lines.items() for year, one in line.items() if one.is_about
    )
    return Table(keys, years, with_totals(grid), about, frozenset())
