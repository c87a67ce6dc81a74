"""Funding programmes, what they make their projects do, and the indicators they count by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.terms.models.indicator import IndicatorCatalogue
from talkoot.terms.models.vocabulary import ByNameQuerySet


class Programme(Dated):
    """One funding programme in one programme period, and the publicity it requires.

    `statement` is the sentence that every public page of a funded project carries; `emblem` says
    which emblem line stands with it. `retention_years` is counted from the end of the year of the
    last payment when the decision says nothing else. `source` tells where the rules were read.
    `catalogues` are those whose indicators its projects may promise, older versions among them.
    """

    class Emblem(models.TextChoices):
        EU_FUNDED = "eu_funded", _("Funded by the European Union")
        EU_CO_FUNDED = "eu_co_funded", _("Co-funded by the European Union")
        EU_ESF_2014 = "eu_esf_2014", _("European Union, European Social Fund")
        EU_ERDF_2014 = "eu_erdf_2014", _("European Union, European Regional Development Fund")
        INTERREG = "interreg", _("Interreg, co-funded by the European Union")
        NONE = "none", _("no emblem")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    names = TextsField(_("names"))
    short_names = TextsField(_("short names"))
    fund = TextsField(_("fund"))
    statement = TextsField(_("statement"))
    emblem = models.CharField(_("emblem"), max_length=20, choices=Emblem.choices)
    retention_years = models.PositiveSmallIntegerField(_("retention, years"), null=True, blank=True)
    web_address = models.URLField(_("web address"), blank=True)
    source = models.TextField(_("source"), blank=True)
    catalogues = models.ManyToManyField(
        IndicatorCatalogue,
        blank=True,
        related_name="programmes",
        verbose_name=_("indicator catalogues"),
    )

    objects = ByNameQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=(
            "code", "names", "short_names", "fund", "statement", "emblem", "web_address", "source",
            "starts_precision", "ends_precision",
        )
    )  # fmt: skip  # the list reads as one

    class Meta:
        ordering = ("-starts_on", "code")
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = dated_constraints("terms_programme")

    def __str__(self) -> str:
        return str(self.names)


class ProgrammeDuty(models.Model):
    """What a programme makes every one of its projects do, and by when."""

    class Due(models.TextChoices):
        AT_START = "at_start", _("when the project starts")
        DURING = "during", _("during the project")
        AT_END = "at_end", _("when the project ends")
        AFTER_END = "after_end", _("after the project has ended")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="duties")
    code = models.SlugField(_("code"), max_length=40)
    names = TextsField(_("names"))
    help_texts = TextsField(_("what to do"))
    due = models.CharField(_("due"), max_length=20, choices=Due.choices)
    days_after = models.PositiveSmallIntegerField(_("days after"), default=0)

    privacy: ClassVar = Privacy(other=("code", "names", "help_texts", "due"))

    class Meta:
        ordering = ("programme", "due", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="terms_programmeduty_one_per_code"
            )
        ]

    def __str__(self) -> str:
        return str(self.names)
