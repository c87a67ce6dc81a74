"""What a project promised, how it is counted, and the few figures that are written by hand."""

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import Texts, TextsField
from talkoot.kit.privacy import Privacy
from talkoot.people.models import Person
from talkoot.projects.models import FundingDecision, Goal, Partnership, Project
from talkoot.terms.models import Indicator


class ProjectIndicatorQuerySet(models.QuerySet["ProjectIndicator"]):
    def live(self) -> Self:
        return self.filter(retired_at=None)


class ProjectIndicator(models.Model):
    """One number that a project follows: of its programme's catalogue (`indicator`), or its own.

    `measure` is the code of the question that counts it, and there is then no other way to give it a
    value; empty means written by hand (`ManualFigure`). `part_by` and `part` narrow it to one part of
    that measure's split (only webinars). `version` grows whenever what it means changes, and a frozen
    figure keeps the version it was counted by. A retired one is no longer followed; its frozen figures
    stay.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(
        Indicator,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="project_indicators",
        verbose_name=_("indicator of the catalogue"),
    )
    names = TextsField(_("name"))
    unit_words = TextsField(_("unit"))
    meaning = TextsField(_("what is counted"))
    goal = models.ForeignKey(
        Goal,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="indicators",
        verbose_name=_("goal"),
    )
    measure = models.CharField(_("counted by"), max_length=60, blank=True)
    part_by = models.CharField(_("parted by"), max_length=40, blank=True)
    part = models.CharField(_("part"), max_length=60, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    baseline_note = models.CharField(_("source of the baseline"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    named_with: ClassVar = ("indicator",)
    objects = ProjectIndicatorQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=("names", "unit_words", "meaning", "measure", "part_by", "part", "baseline_note")
    )

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "indicator"],
                name="reports_projectindicator_once",
                condition=Q(indicator__isnull=False, retired_at=None),
            ),
            models.CheckConstraint(
                name="reports_projectindicator_part_of_a_measure",
                condition=Q(part_by="", part="") | (~Q(part_by="") & ~Q(measure="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.called)

    @property
    def called(self) -> Texts:
        """Its own name, or that of the catalogue."""
        named: Texts = self.names or (self.indicator.names if self.indicator else Texts())
        return named

    @property
    def unit_called(self) -> Texts:
        """What one of the counted is called, in its own words or in the catalogue's."""
        unit: Texts = self.unit_words or (
            self.indicator.measurement_unit if self.indicator else Texts()
        )
        return unit

    @property
    def is_by_hand(self) -> bool:
        return not self.measure


class IndicatorTarget(models.Model):
    """What one version of the decision (None: the project's own plan) promises of an indicator, of the
    whole project or of one partner. Targets are never changed by a later decision: it has its own."""

    project_indicator = models.ForeignKey(
        ProjectIndicator, on_delete=models.CASCADE, related_name="targets"
    )
    decision = models.ForeignKey(
        FundingDecision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
        verbose_name=_("decision"),
    )
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
        verbose_name=_("partner"),
    )
    value = models.DecimalField(_("target"), max_digits=14, decimal_places=2)

    privacy: ClassVar = Privacy()

    class Meta:
        ordering = ("decision", "partnership__position", "pk")
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["project_indicator", "decision", "partnership"],
                nulls_distinct=False,
                name="reports_indicatortarget_once",
            ),
            models.CheckConstraint(
                name="reports_indicatortarget_not_negative", condition=Q(value__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class ManualFigureQuerySet(models.QuerySet["ManualFigure"]):
    def live(self) -> Self:
        return self.filter(withdrawn_at=None)


class ManualFigure(models.Model):
    """A value that nobody could count from rows: for which days, why, who estimated it and the proof.

    It counts on its last day, in the share of its partner, if any. A wrong one is withdrawn with a
    reason, not deleted. `hundredths` is the value in hundredths, so that parts add up exactly.
    """

    project_indicator = models.ForeignKey(
        ProjectIndicator, on_delete=models.PROTECT, related_name="manual_figures"
    )
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="manual_figures",
        verbose_name=_("partner"),
    )
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    hundredths = models.BigIntegerField(_("value"))
    is_estimate = models.BooleanField(_("about"), default=False)
    reason = models.TextField(_("why it is written by hand"))
    estimated_by = models.CharField(_("who counted or estimated it"), max_length=200)
    proof = models.FileField(_("proof"), upload_to="reports/proofs/%Y/")
    proof_name = models.CharField(max_length=200)
    proof_sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    named_with: ClassVar = ("project_indicator__indicator",)
    objects = ManualFigureQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("estimated_by", "created_by"),
        other=("reason", "proof", "proof_name", "proof_sha256", "withdrawn_reason"),
        person=("created_by",),
    )

    class Meta:
        ordering = ("last_on", "pk")
        verbose_name = _("figure written by hand")
        verbose_name_plural = _("figures written by hand")
        constraints = [
            models.CheckConstraint(
                name="reports_manualfigure_ends_after_start",
                condition=Q(last_on__gte=F("first_on")),
            ),
            models.CheckConstraint(
                name="reports_manualfigure_has_grounds",
                condition=~Q(reason="") & ~Q(proof="") & ~Q(proof_sha256=""),
            ),
            models.CheckConstraint(
                name="reports_manualfigure_not_negative", condition=Q(hundredths__gte=0)
            ),
            models.CheckConstraint(
                name="reports_manualfigure_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_indicator}: {self.value.normalize():f}"

    @property
    def value(self) -> Decimal:
        """The value itself, with its decimals."""
        return Decimal(self.hundredths) / 100
