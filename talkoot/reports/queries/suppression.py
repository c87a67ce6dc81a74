"""Small numbers of people are not shown in public, nor what they could be computed from."""

import heapq
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from talkoot.measures.measure import Unit

LEAST = 5
"""The smallest number of people that is shown in public, but for none at all."""

OF_PEOPLE = (Unit.PERSON, Unit.PARTICIPATION, Unit.COUNTED, Unit.ANSWER)


def is_of_people(unit: str) -> bool:
    """Whether a small number of the unit may tell who somebody is."""
    return unit in OF_PEOPLE


def is_small(number: int) -> bool:
    return 0 < number < LEAST


class Cell(NamedTuple):
    """A place in a table; the last row and the last column are its totals."""

    row: int
    column: int


Node = tuple[bool, int]
"""A line of the table: whether it is a row, and which."""


def with_totals(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a total at the end of each row and of each column."""
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def hidden(table: Sequence[Sequence[int]], also: Collection[Cell] = ()) -> set[Cell]:
    """The cells of a table (its last row and last column are the totals) that must not be shown: the
    small ones, `also` those hidden elsewhere, and as few others as are needed so that none of them can
    be computed from what is shown.

    The lines of a table are the nodes of a graph and its hidden cells the edges between them. A hidden
    cell can be computed from the others exactly where its edge is a bridge: there is no way round
    (Gusfield, A graph theoretic approach to statistical data security, 1988). So each one gets a way
    round, by way of the smallest numbers that are there, and of nothing at all only where there is no
    other.
    """
    values = {Cell(r, c): number for r, row in enumerate(table) for c, number in enumerate(row)}
    gone = {cell for cell, number in values.items() if is_small(number)} | set(also)
    for cell in sorted(gone):
        gone |= _way_round(cell, values, gone)
    return gone


def _way_round(cell: Cell, values: Mapping[Cell, int], gone: Collection[Cell]) -> set[Cell]:
    """The cells of the cheapest way from the cell's row to its column that does not go through it."""
    height = max(row for row, _column in values) + 1
    width = max(column for _row, column in values) + 1
    dear = sum(values.values()) + len(values) + 1
    start, goal = (True, cell.row), (False, cell.column)
    cost: dict[Node, int] = {start: 0}
    came: dict[Node, tuple[Node, Cell]] = {}
    queue: list[tuple[int, Node]] = [(0, start)]
    while queue:
        so_far, node = heapq.heappop(queue)
        if node == goal:
            break
        if so_far > cost[node]:
            continue
        is_row, line = node
        for other in range(width if is_row else height):
            edge = Cell(line, other) if is_row else Cell(other, line)
            if edge == cell:
                continue
            price = 0 if edge in gone else (values[edge] + 1 if values[edge] else dear)
            there: Node = (not is_row, other)
            if so_far + price < cost.get(there, so_far + price + 1):
                cost[there] = so_far + price
                came[there] = (node, edge)
                heapq.heappush(queue, (so_far + price, there))
    found: set[Cell] = set()
    node = goal
    while node != start:
        node, edge = came[node]
        found.add(edge)
    return found
