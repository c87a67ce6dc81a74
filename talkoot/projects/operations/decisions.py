"""The funder's decisions, in versions that follow one another, and the budget of each."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.money import euros
from talkoot.kit.periods import Period
from talkoot.kit.refusals import Refused, refused_by
from talkoot.people.models import Person
from talkoot.projects.models import BudgetLine, FundingDecision, Partnership, Project
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    last_values,
    refuse_overwriting,
    reread,
    same_project,
)

Line = tuple[Partnership | None, str, Decimal]
Category = BudgetLine.Category
CostModel = FundingDecision.CostModel
FLAT_RATE = Decimal("0.40")
EDITABLE = frozenset(
    {
        "number", "decided_on", "filed_on", "cost_model", "total_eur", "granted_eur",
        "closed_indicators", "retention_years", "note", "source", "period",
    }
)  # fmt: skip  # the list reads as one


class DecisionSuperseded(Refused):
    sentence = _("A later decision has taken the place of this one already.")
    next_step = _("Look at the list of decisions; the new one follows the last of them.")
    field = "supersedes"


class FirstDecisionThere(Refused):
    sentence = _("The project has a first decision already.")
    next_step = _("Say which decision the new one takes the place of.")
    field = "supersedes"


class DecisionNotLast(Refused):
    sentence = _("A later decision follows this one.")
    next_step = _("Remove the later decision first.")


class DecisionHasTargets(Refused):
    sentence = _(
        "Targets of indicators have been set by this decision, or reported figures name it."
    )
    next_step = _("Remove its targets first. What has been reported keeps its decision.")


class FlatRateTyped(Refused):
    sentence = _("Flat-rate costs are counted from the salaries and are not typed.")
    next_step = _("Give the salaries; the flat rate of 40 % is added to them.")


class LineTwice(Refused):
    sentence = _("The same partner has the same category twice.")
    next_step = _("Make them one line.")


class MoneyNegative(Refused):
    sentence = _("An amount of money is not less than nought.")
    next_step = _("Write nought or more; a smaller budget is a new decision.")


class DecisionEndsBeforeStart(Refused):
    sentence = _("The end is before the start.")
    field = "ends"


REFUSALS: dict[str, type[Refused]] = {
    "projects_fundingdecision_supersedes_id_key": DecisionSuperseded,
    "projects_fundingdecision_one_first": FirstDecisionThere,
    "projects_fundingdecision_money_not_negative": MoneyNegative,
    "projects_fundingdecision_ends_after_start": DecisionEndsBeforeStart,
}
LINE_REFUSALS: dict[str, type[Refused]] = {
    "projects_budgetline_once": LineTwice,
    "projects_budgetline_not_negative": MoneyNegative,
}


def add_decision(
    *,
    project: Project,
    by: Person | None,
    supersedes: FundingDecision | None = None,
    period: Period | None = None,
    budget_lines: Iterable[Line] = (),
    **fields: Any,
) -> FundingDecision:
    """Adds a decision: the first of the project, or the one that takes the place of `supersedes`.

    Flat-rate costs are added to the lines as `set_budget_lines` says.
    Refuses with FirstDecisionThere, DecisionSuperseded, PartOfAnotherProject, MoneyNegative,
    DecisionEndsBeforeStart, FlatRateTyped, LineTwice, ProjectArchived, ProjectDeleted.
    Records `projects.add_decision`.
    """
    _only_known(fields)
    with changing(project):
        same_project(project, supersedes)
        decision = FundingDecision(project=project, supersedes=supersedes, **fields)
        decision.closed_indicators = _codes(fields.get("closed_indicators", ()))
        decision.period = period or Period()
        with refused_by(REFUSALS):
            decision.save()
        lines = _save_lines(decision, budget_lines)
        changes = first_values(decision) | ({"budget_lines": [[], lines]} if lines else {})
        record("projects.add_decision", on=project, by=by, part=decision, changes=changes)
    return decision


def edit_decision(
    *, decision: FundingDecision, by: Person | None, seen: int | None = None, **changes: Any
) -> FundingDecision:
    """Corrects what was written down of a decision; a new decision of the funder is a new version.

    A change of the cost model to the flat rate of 40 % counts the flat-rate lines anew, and a change
    away from it takes them away.
    Refuses with ChangedMeanwhile, MoneyNegative, DecisionEndsBeforeStart, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `projects.edit_decision`.
    """
    _only_known(changes)
    with changing(decision.project) as project:
        reread(decision)
        before = snapshot(decision)
        for name, value in changes.items():
            setattr(decision, name, _codes(value) if name == "closed_indicators" else value)
        differing = changed(decision, before)
        if not differing:
            return decision
        refuse_overwriting(project, differing, seen, decision)
        with refused_by(REFUSALS):
            decision.save()
        if "cost_model" in differing:
            typed = decision.budget_lines.exclude(category=Category.FLAT_RATE)
            was = _told(decision)
            kept = [(line.partnership, line.category, line.amount_eur) for line in typed]
            now = _save_lines(decision, kept)
            if was != now:
                differing["budget_lines"] = [was, now]
        record("projects.edit_decision", on=project, by=by, part=decision, changes=differing)
    return decision


def set_budget_lines(
    *,
    decision: FundingDecision,
    lines: Iterable[Line],
    by: Person | None,
    seen: int | None = None,
) -> FundingDecision:
    """Makes these the decision's budget: partner (None: all together), category, euros.

    Under the flat rate of 40 % each partner's flat-rate line is 0.40 × its salaries, to the cent, and
    is never given. Lines of nought euros are kept: decided to be nothing is not the same as not known.
    Refuses with FlatRateTyped, LineTwice, MoneyNegative, PartOfAnotherProject, ChangedMeanwhile,
    NoLongerThere, ProjectArchived, ProjectDeleted. Records `projects.set_budget_lines`.
    """
    with changing(decision.project) as project:
        reread(decision)
        was = _told(decision)
        now = _save_lines(decision, lines)
        if was != now:
            changes = {"budget_lines": [was, now]}
            refuse_overwriting(project, changes, seen, decision)
            record("projects.set_budget_lines", on=project, by=by, part=decision, changes=changes)
    return decision


def remove_decision(*, decision: FundingDecision, by: Person | None) -> None:
    """Removes a decision that was written down by mistake; only the last of the chain.

    Refuses with DecisionNotLast, DecisionHasTargets, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `projects.remove_decision`.
    """
    with changing(decision.project) as project:
        reread(decision)
        if FundingDecision.objects.filter(supersedes=decision).exists():
            raise DecisionNotLast
        changes = last_values(decision)
        record("projects.remove_decision", on=project, by=by, part=decision, changes=changes)
        try:
            decision.delete()
        except ProtectedError:
            # Targets stand in a higher area, which is not known here.
            raise DecisionHasTargets from None


def _save_lines(decision: FundingDecision, lines: Iterable[Line]) -> list[str]:
    """Replaces the lines, adds the derived ones, and tells them in words for the history."""
    wanted = list(lines)
    flat = decision.cost_model == CostModel.FLAT_RATE_40
    if flat:
        if any(category == Category.FLAT_RATE for _partner, category, _euros in wanted):
            raise FlatRateTyped
        wanted += _flat_rate(wanted)
    for partnership, _category, _amount in wanted:
        same_project(decision.project, partnership)
    with refused_by(LINE_REFUSALS):
        decision.budget_lines.all().delete()
        for partnership, category, amount in wanted:
            BudgetLine.objects.create(
                decision=decision, partnership=partnership, category=category, amount_eur=amount
            )
    return _told(decision)


def _flat_rate(lines: list[Line]) -> list[Line]:
    salaries: dict[Partnership | None, Decimal] = defaultdict(Decimal)
    for partnership, category, amount in lines:
        if category == Category.SALARIES:
            salaries[partnership] += Decimal(amount)
    return [
        (partnership, Category.FLAT_RATE, flat_rate_of(amount))
        for partnership, amount in salaries.items()
    ]


def flat_rate_of(salaries: Decimal) -> Decimal:
    """Forty per cent of the salaries, to the nearest cent."""
    return (FLAT_RATE * salaries).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _told(decision: FundingDecision) -> list[str]:
    rows = decision.budget_lines.select_related("partnership__organisation")
    told = [
        f"{row.partnership or '–'}: {row.get_category_display()} {euros(row.amount_eur)}"
        for row in rows
    ]
    return sorted(told)


def _codes(written: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(code.strip() for code in written if code.strip()))


def _only_known(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a decision: {', '.join(sorted(unknown))}")
