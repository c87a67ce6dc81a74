"""The indicators that programmes count by, in catalogues that have versions."""

import re
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Privacy

COMMON = re.compile(r"(EECO|EECR|RCO|RCR)0*(\d+)")
"""The European families. Elsewhere a zero may be part of a code; here it only fills up the space."""


def normalised_code(written: str) -> str:
    """The one way to write a code: `rco 081` is `RCO81`, and `EECO1` is `EECO01`."""
    code = "".join(written.split()).upper()
    common = COMMON.fullmatch(code)
    return f"{common[1]}{int(common[2]):02d}" if common else code


class CatalogueQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """The newest version of each catalogue."""
        newer = IndicatorCatalogue.objects.filter(
            code=OuterRef("code"), version_on__gt=OuterRef("version_on")
        )
        return self.filter(~Exists(newer))


class IndicatorCatalogue(models.Model):
    """One version of the list of indicators that a programme period counts by.

    A version whose words alone have been mended is the same row; one in which the meaning of an
    indicator has changed is a row of its own beside the old one, which stays as it was, since
    reported figures name it.
    """

    code = models.SlugField(_("code"), max_length=60)
    names = TextsField(_("names"))
    fund = TextsField(_("fund"))
    version = models.CharField(_("version"), max_length=40)
    version_on = models.DateField(_("date of the version"))
    source = models.TextField(_("source"))
    note = TextsField(_("note"))

    objects = CatalogueQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("code", "names", "fund", "version", "source", "note"))

    class Meta:
        ordering = ("code", "-version_on")
        verbose_name = _("indicator catalogue")
        verbose_name_plural = _("indicator catalogues")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="terms_indicatorcatalogue_one_per_version"
            ),
            models.UniqueConstraint(
                fields=["code", "version_on"], name="terms_indicatorcatalogue_one_per_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


class IndicatorQuerySet(models.QuerySet[Any]):
    def offered_by(self, programme: models.Model) -> Self:
        """Those that the programme's projects may promise today: the newest versions' rows."""
        current = IndicatorCatalogue.objects.current().filter(programmes=programme)
        return self.filter(catalogue__in=current)


class Indicator(models.Model):
    """One indicator of a catalogue: what is counted, in which unit, and how often the same one.

    `unique_scope` tells within what the same person, organisation or thing is counted once. An
    `all_or_nothing` one is 0 or 1 for each thing, never a part. A figure of one that `depends_on`
    another is never greater than the other's. The official figures of one that is
    `counted_elsewhere` come from the authority's own register; ours stands beside them.
    `is_name_confirmed` is false where nobody has found the code and the name together in a source.
    """

    class Kind(models.TextChoices):
        OUTPUT = "output", _("output")
        RESULT = "result", _("result")

    class CountUnit(models.TextChoices):
        PERSON = "person", _("people")
        PARTICIPATION = "participation", _("participations")
        ORGANISATION = "organisation", _("organisations")
        EVENT = "event", _("events")
        OUTPUT = "output", _("finished outputs")
        UPTAKE = "uptake", _("take-ups")
        AMOUNT = "amount", _("an amount")
        OTHER = "other", _("something else")

    class UniqueScope(models.TextChoices):
        PROJECT = "project", _("once in a project")
        EVENT = "event", _("once in an event")
        NONE = "none", _("every time")

    catalogue = models.ForeignKey(
        IndicatorCatalogue, on_delete=models.PROTECT, related_name="indicators"
    )
    code = models.CharField(_("code"), max_length=40)
    names = TextsField(_("names"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    count_unit = models.CharField(_("what is counted"), max_length=20, choices=CountUnit.choices)
    unique_scope = models.CharField(
        _("how often the same one is counted"), max_length=10, choices=UniqueScope.choices
    )
    measurement_unit = TextsField(_("unit of measurement"))
    all_or_nothing = models.BooleanField(_("all or nothing"), default=False)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    depends_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="limits"
    )
    counted_elsewhere = models.BooleanField(_("counted elsewhere"), default=False)
    is_name_confirmed = models.BooleanField(_("the name is confirmed"), default=False)
    is_longer_term = models.BooleanField(_("longer-term"), default=False)
    rule = TextsField(_("counting rule"))
    source = models.TextField(_("source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = IndicatorQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=(
            "code",
            "names",
            "kind",
            "count_unit",
            "unique_scope",
            "measurement_unit",
            "rule",
            "source",
        )
    )

    class Meta:
        ordering = ("catalogue", "position", "code")
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "code"], name="terms_indicator_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[^\s[:lower:]]+$")
                & ~Q(code__regex=r"^(EECO|EECR|RCO|RCR)(\d|0+\d\d+)$"),
                name="terms_indicator_code_is_normalised",
            ),
            models.CheckConstraint(
                condition=Q(is_longer_term=False) | Q(kind="result"),
                name="terms_indicator_only_a_result_is_longer_term",
            ),
            models.CheckConstraint(
                condition=Q(depends_on=None) | ~Q(depends_on=F("pk")),
                name="terms_indicator_depends_on_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.names}"
