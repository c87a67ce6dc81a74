"""What many projects promised and what has happened, from the kept totals."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Sum

from talkoot.measures import measure as measures
from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.reports.models import Keeping, KeptTotal, ManualFigure, ProjectIndicator
from talkoot.reports.queries import targets
from talkoot.reports.queries.counting import is_countable_now, measure_of
from talkoot.reports.queries.evidence import Line, Number, numbers


def lines_of(projects: Sequence[Project], keeping: Keeping) -> dict[int, list[Line]]:
    """Each project's live indicators with their targets and what has happened so far, by the project's
    number. What is kept is as old as the count; what is written by hand is of now. A handful of
    questions for all of them; the projects' `decisions` are best at hand."""
    rows = list(
        ProjectIndicator.objects.live()
        .filter(project__in=projects)
        .select_related("indicator")
        .order_by("position", "pk")
    )
    decisions = [one for project in projects for one in targets.chain(project)]
    promised = targets.in_force(rows, decisions)
    kept = _kept(projects, keeping)
    by_hand = _by_hand(rows)
    found: dict[int, list[Line]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(
            Line(
                indicator=row,
                measure=measure_of(row) if is_countable_now(row) else None,
                target=promised.get(row.pk, {}).get(None),
                so_far=_number(row, kept, by_hand),
                in_span=None,
                may_be_reported=True,
            )
        )
    return found


Kept = dict[tuple[int, str, str, str], tuple[int, bool]]


def _kept(projects: Sequence[Project], keeping: Keeping) -> Kept:
    rows = KeptTotal.objects.filter(keeping=keeping, project__in=projects)
    asked = rows.values("project", "measure", "split", "part").annotate(
        whole=Sum("amount"), about=BoolOr("is_about")
    )
    return {
        (row["project"], row["measure"], row["split"], row["part"]): (
            int(row["whole"]),
            row["about"],
        )
        for row in asked
    }


def _by_hand(rows: Sequence[ProjectIndicator]) -> dict[int, tuple[int, bool]]:
    wanted = [row.pk for row in rows if row.is_by_hand]
    figures = ManualFigure.objects.live().filter(project_indicator__in=wanted)
    asked = figures.values("project_indicator").annotate(
        whole=Sum("hundredths"), about=BoolOr("is_estimate")
    )
    return {row["project_indicator"]: (int(row["whole"]), bool(row["about"])) for row in asked}


def _number(
    row: ProjectIndicator, kept: Kept, by_hand: dict[int, tuple[int, bool]]
) -> Number | None:
    if not is_countable_now(row):
        return None
    measure = measure_of(row)
    if row.is_by_hand:
        amount, about = by_hand.get(row.pk, (0, False))
        return Number(amount, measure.in_unit(amount), amount, about, row.pk not in by_hand)
    whole = measures.get(row.measure)
    if not (whole.day and whole.project):
        return numbers([row], Scope((row.project_id,)), [(None, None)])[row.pk][0]
    amount, about = kept.get((row.project_id, row.measure, row.part_by, row.part), (0, False))
    return Number(amount, measure.in_unit(amount), amount, about, is_missing=False)
