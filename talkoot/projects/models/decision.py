"""What the funder decided, in versions, and the budget of each."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.money import EurosField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.projects.models.partner import Partnership
from talkoot.projects.models.project import Project


class FundingDecision(Dated):
    """One version of the funder's decision. At most one decision supersedes another, so versions form
    one chain whose last link is in force. Its period is when it is valid.

    `closed_indicators` lists the only indicator codes that may be reported; empty means no closed list.
    """

    class CostModel(models.TextChoices):
        FLAT_RATE_40 = "flat_rate_40", _("flat rate 40 %")
        FLAT_RATE_15 = "flat_rate_1_5", _("flat rate 1.5 %")
        LUMP_SUM = "lump_sum", _("lump sum")
        ACTUAL_COSTS = "actual_costs", _("actual costs")
        NOT_KNOWN = "not_known", _("not known")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="decisions")
    number = models.CharField(_("number"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    filed_on = models.DateField(_("application filed on"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    cost_model = models.CharField(
        _("cost model"), max_length=20, choices=CostModel.choices, default=CostModel.NOT_KNOWN
    )
    total_eur = EurosField(verbose_name=_("total budget, €"), null=True, blank=True)
    granted_eur = EurosField(verbose_name=_("granted, €"), null=True, blank=True)
    closed_indicators: Any = models.JSONField(
        _("closed list of indicators"), default=list, blank=True
    )
    retention_years = models.PositiveSmallIntegerField(_("retention, years"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    privacy: ClassVar = Privacy(
        other=(
            "number", "cost_model", "closed_indicators", "note", "source", "starts_precision", "ends_precision",
        )
    )  # fmt: skip  # the list reads as one

    class Meta:
        ordering = ("decided_on", "pk")
        verbose_name = _("funding decision")
        verbose_name_plural = _("funding decisions")
        constraints = [
            *dated_constraints("projects_fundingdecision"),
            models.UniqueConstraint(
                fields=["project"],
                name="projects_fundingdecision_one_first",
                condition=Q(supersedes=None),
            ),
            models.CheckConstraint(
                name="projects_fundingdecision_money_not_negative",
                condition=(Q(total_eur=None) | Q(total_eur__gte=0))
                & (Q(granted_eur=None) | Q(granted_eur__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("decision without a number"))


class BudgetLine(models.Model):
    """What one decision allows one partner, or all together, to spend in one category."""

    class Category(models.TextChoices):
        SALARIES = "salaries", _("salaries")
        FLAT_RATE = "flat_rate", _("flat-rate costs")
        PURCHASES = "purchases", _("purchased services")
        TRAVEL = "travel", _("travel")
        PREMISES = "premises", _("premises")
        EQUIPMENT = "equipment", _("equipment")
        OTHER = "other", _("other costs")
        LUMP_SUM = "lump_sum", _("lump sum")
        ALL = "all", _("all costs")

    decision = models.ForeignKey(
        FundingDecision, on_delete=models.CASCADE, related_name="budget_lines"
    )
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_lines",
        verbose_name=_("partner"),
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    amount_eur = EurosField(verbose_name=_("amount, €"))

    privacy: ClassVar = Privacy(other=("category",))

    class Meta:
        ordering = ("partnership__position", "category")
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "partnership", "category"], nulls_distinct=False,
                name="projects_budgetline_once",
            ),
            models.CheckConstraint(
                name="projects_budgetline_not_negative", condition=Q(amount_eur__gte=0)
            ),
        ]  # fmt: skip  # constraints read as a list

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.amount_eur}"
