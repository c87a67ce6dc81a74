"""A figure as it was frozen with the rows it was counted from, and what was corrected afterwards."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy
from talkoot.projects.models import FundingDecision
from talkoot.reports.models.indicator import ProjectIndicator
from talkoot.reports.models.report import Report


class ReportFigureQuerySet(models.QuerySet["ReportFigure"]):
    def without_rows(self) -> Self:
        """Without the numbers and amounts of their rows, which may be a hundred thousand each."""
        return self.defer("row_ids", "row_amounts", "earlier_ids", "earlier_amounts")


class ReportFigure(models.Model):
    """One indicator of one frozen report. Nothing of it ever changes (a trigger refuses it).

    Amounts are whole numbers in the measure's own smallest amount (minutes, hundredths of a figure
    written by hand); divided by `per` they are in the unit. `row_ids` and `row_amounts` are the rows of
    the period, `earlier_ids` and `earlier_amounts` those counted on days before it, all as they were
    at the freezing, in the order of their ids; `row_model` is the label of the rows' model.
    So cumulative = period + earlier, and earlier = the report before this + its corrections.
    `words` holds name, unit, how it is counted and the indicator's meaning, each by language.
    `parts` holds for each split of the measure [part, amount of the period, amount cumulative].
    `is_missing`: nothing was written by hand for the period, which is another matter than zero.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figures")
    project_indicator = models.ForeignKey(
        ProjectIndicator, on_delete=models.PROTECT, related_name="figures"
    )
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    catalogue_version = models.CharField(max_length=60, blank=True)
    definition_version = models.PositiveIntegerField()
    measure = models.CharField(max_length=60, blank=True)
    part_by = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=60, blank=True)
    words: Any = models.JSONField()
    unit = models.CharField(max_length=20)
    per = models.PositiveIntegerField(default=1)
    is_by_hand = models.BooleanField(default=False)
    is_estimate = models.BooleanField(default=False)
    is_missing = models.BooleanField(default=False)
    all_or_nothing = models.BooleanField(default=False)
    period_amount = models.BigIntegerField(_("period"))
    cumulative_amount = models.BigIntegerField(_("cumulative"))
    corrected_amount = models.BigIntegerField(_("corrections"), default=0)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target_decision = models.ForeignKey(
        FundingDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parts: Any = models.JSONField(default=dict)
    row_model = models.CharField(max_length=80)
    row_ids = ArrayField(models.BigIntegerField(), default=list)
    row_amounts = ArrayField(models.BigIntegerField(), default=list)
    earlier_ids = ArrayField(models.BigIntegerField(), default=list)
    earlier_amounts = ArrayField(models.BigIntegerField(), default=list)
    content_hash = models.CharField(max_length=64)

    objects = ReportFigureQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=(
            "code", "catalogue_version", "measure", "part_by", "part", "words", "unit", "parts",
            "row_model", "content_hash",
        )
    )  # fmt: skip  # the list reads as one

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "project_indicator"], name="reports_reportfigure_once"
            ),
            models.CheckConstraint(
                name="reports_reportfigure_missing_is_by_hand",
                condition=Q(is_missing=False) | Q(is_by_hand=True, period_amount=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period_amount}"


class Correction(models.Model):
    """A row of an earlier period that came, went or changed after that period was frozen, told in this
    report. `before` and `after` are its amounts, 0 where it was not counted; `why` is a code of the
    measure's left-out reasons, `came_later`, or `changed`."""

    figure = models.ForeignKey(ReportFigure, on_delete=models.PROTECT, related_name="corrections")
    row_id = models.BigIntegerField()
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    why = models.CharField(max_length=60)

    privacy: ClassVar = Privacy(other=("why",))

    class Meta:
        ordering = ("pk",)
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(fields=["figure", "row_id"], name="reports_correction_once"),
            models.CheckConstraint(
                name="reports_correction_changes_something",
                condition=~Q(before=models.F("after")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id}: {self.before} → {self.after}"
