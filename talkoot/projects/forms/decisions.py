"""A funding decision and its budget."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import (
    DayField,
    EurosField,
    LinesField,
    PeriodFields,
    capitalised,
    period_initial,
)
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import BudgetLine, FundingDecision, Partnership


class DecisionForm(PeriodFields, SeenForm):
    """What the funder decided."""

    number = forms.CharField(label=_("Number of the decision"), required=False, max_length=60)
    decided_on = DayField(
        label=_("Decided on"),
        required=False,
    )
    filed_on = DayField(
        label=_("Application filed on"),
        required=False,
    )
    cost_model = forms.ChoiceField(
        label=_("Cost model"),
        choices=capitalised(FundingDecision.CostModel.choices),
        help_text=_(
            "Under the flat rate of 40 % the flat-rate costs are counted from the salaries."
        ),
    )
    total_eur = EurosField(
        label=_("Total budget, €"), required=False, help_text=_("Empty if it is not known.")
    )
    granted_eur = EurosField(
        label=_("Granted, €"),
        required=False,
        help_text=_("What the funder pays of it. Empty if it is not known."),
    )
    closed_indicators = LinesField(
        label=_("Closed list of indicators"),
        required=False,
        help_text=_(
            "The codes that the decision allows to be reported, one on each line. Empty if the "
            "decision has no closed list."
        ),
    )
    retention_years = forms.IntegerField(
        label=_("Retention, years"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("How long the papers are kept after the year of the last payment."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Where this is known from, if not from the decision itself."),
    )
    field_order = (
        "number", "decided_on", "filed_on", "starts", "ends", "cost_model", "total_eur",
        "granted_eur", "closed_indicators", "retention_years", "note", "source",
    )  # fmt: skip  # the list reads as one

    def values(self) -> dict[str, Any]:
        values = super().values()
        del values["starts"], values["ends"]
        return values | {"period": self.period()}


def decision_initial(decision: FundingDecision) -> dict[str, Any]:
    """What the form shows of a decision as it is."""
    names = (
        "number", "decided_on", "filed_on", "cost_model", "total_eur", "granted_eur",
        "closed_indicators", "retention_years", "note", "source",
    )  # fmt: skip  # the list reads as one
    return {name: getattr(decision, name) for name in names} | period_initial(decision.period)


class PartnerLines(NamedTuple):
    """The boxes of one partner, or of all together."""

    partnership: Partnership | None
    fields: list[forms.BoundField]
    is_open: bool


class BudgetForm(SeenForm):
    """One box for each partner and category; an empty box is no line."""

    def __init__(self, *args: Any, decision: FundingDecision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        flat = decision.cost_model == FundingDecision.CostModel.FLAT_RATE_40
        self.categories = [
            (code, label)
            for code, label in capitalised(BudgetLine.Category.choices)
            if not (flat and code == BudgetLine.Category.FLAT_RATE)
        ]
        self.partners: list[Partnership | None] = [
            None,
            *decision.project.partnerships.select_related("organisation").exclude(
                role=Partnership.Role.FUNDER
            ),
        ]
        for partner in self.partners:
            for code, label in self.categories:
                self.fields[_name(partner, code)] = EurosField(label=label, required=False)
        for line in decision.budget_lines.all():
            key = "all" if line.partnership_id is None else str(line.partnership_id)
            self.initial[f"line-{key}-{line.category}"] = line.amount_eur

    mark_optional = False

    def by_partner(self) -> Iterator[PartnerLines]:
        for partner in self.partners:
            fields = [self[_name(partner, code)] for code, _label in self.categories]
            filled = any(field.value() not in (None, "") or field.errors for field in fields)
            yield PartnerLines(partner, fields, filled or len(self.partners) <= 2)

    def lines(self) -> list[tuple[Partnership | None, str, Decimal]]:
        return [
            (partner, code, amount)
            for partner in self.partners
            for code, _label in self.categories
            if (amount := self.cleaned_data.get(_name(partner, code))) is not None
        ]


def _name(partner: Partnership | None, category: str) -> str:
    return f"line-{partner.pk if partner else 'all'}-{category}"
