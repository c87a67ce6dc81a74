"""Small numbers of people cannot be worked out from what is shown, whatever is added and subtracted."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as some

from talkoot.reports.queries.dashboard import Table, concealed
from talkoot.reports.queries.suppression import Cell, hidden, is_small, with_totals


def grids(least: int = 0) -> some.SearchStrategy[list[list[int]]]:
    """Tables of up to five times five, with many small numbers in them."""
    cell = some.one_of(some.integers(least, 6), some.integers(least, 60))
    width = some.integers(1, 5)
    return width.flatmap(
        lambda columns: some.lists(
            some.lists(cell, min_size=columns, max_size=columns), min_size=1, max_size=5
        )
    )


def computable(shape: tuple[int, int], gone: set[Cell]) -> set[Cell]:
    """The hidden cells that somebody finds who knows all the others and that every line adds up: those
    that are the same in every solution of the equations."""
    cells = sorted(gone)
    last = Cell(shape[0] - 1, shape[1] - 1)
    equations = [
        [Fraction(_sign(one.column, last.column) if one.row == row else 0) for one in cells]
        for row in range(shape[0])
    ] + [
        [Fraction(_sign(one.row, last.row) if one.column == column else 0) for one in cells]
        for column in range(shape[1])
    ]
    free, pivots = _solved(equations, len(cells))
    return {
        cells[column]
        for row, column in enumerate(pivots)
        if all(not free[row][other] for other in range(len(cells)) if other != column)
    }


def _sign(place: int, last: int) -> int:
    """A line adds up to its last number."""
    return -1 if place == last else 1


def _solved(equations: list[list[Fraction]], width: int) -> tuple[list[list[Fraction]], list[int]]:
    """The equations in reduced form, and the column in which each begins."""
    rows, pivots, done = [list(row) for row in equations], [], 0
    for column in range(width):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [number / rows[done][column] for number in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                factor = row[column]
                rows[at] = [one - factor * two for one, two in zip(row, rows[done], strict=True)]
        pivots.append(column)
        done += 1
    return rows, pivots


@settings(max_examples=150, deadline=None)
@given(grids())
def test_no_hidden_number_can_be_worked_out(grid: list[list[int]]) -> None:
    table = with_totals(grid)
    gone = hidden(table)
    assert computable((len(table), len(table[0])), gone) == set()


@settings(max_examples=50, deadline=None)
@given(grids())
def test_every_small_number_is_hidden(grid: list[list[int]]) -> None:
    table = with_totals(grid)
    gone = hidden(table)
    small = {
        Cell(row, column)
        for row, line in enumerate(table)
        for column, number in enumerate(line)
        if is_small(number)
    }
    assert small - gone == set()
    assert bool(small) == bool(gone)


@settings(max_examples=50, deadline=None)
@given(grids())
def test_what_is_hidden_elsewhere_too_is_hidden_and_no_more_can_be_worked_out(
    grid: list[list[int]],
) -> None:
    table = with_totals(grid)
    corner = Cell(len(table) - 1, len(table[0]) - 1)
    gone = hidden(table, {corner})
    assert corner in gone
    assert computable((len(table), len(table[0])), gone) == set()


def test_the_attack_finds_what_a_naive_hiding_leaves() -> None:
    table = with_totals([[3, 20, 30], [40, 50, 60]])
    naive = {Cell(0, 0)}
    assert computable((3, 4), naive) == naive
    assert computable((3, 4), {Cell(0, 0), Cell(0, 1)}) == {Cell(0, 0), Cell(0, 1)}
    assert hidden(table) == {Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)}


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    assert hidden(with_totals([[0, 5], [7, 0]])) == set()


def a_table(keys: Sequence[str], grid: list[list[int]]) -> Table:
    return Table(keys, (2023, 2024), with_totals(grid), frozenset(), frozenset())


def test_a_total_that_one_table_hides_is_hidden_in_the_other() -> None:
    first = a_table(["a"], [[3, 90]])
    second = a_table(["x", "y"], [[3, 40], [0, 50]])
    both = concealed(first, second)
    assert both.by_programme.at(year=2023, whole=True).is_hidden
    assert both.by_county.at(year=2023, whole=True).is_hidden
    assert both.by_county.at("x", 2023).is_hidden
    for table in both:
        shape = (len(table.numbers), len(table.numbers[0]))
        assert computable(shape, set(table.hidden)) == set()
