"""The indicators that programmes count by, in catalogues that have versions."""

import re
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES, TextsField
from talkoot.kit.privacy import Privacy

COMMON = re.compile(r"(EECO|EECR|RCO|RCR)0*(\d+)")
"""The European families. Elsewhere a zero may be part of a code; here it only fills up the space."""


def normalised_code(written: str) -> str:
    """The one way to write a code: `rco 081` is `RCO81`, and `EECO1` is `EECO01`."""
    code = "".join(written.split()).upper()
    common = COMMON.fullmatch(code)
    return f"{common[1]}{int(common[2]):02d}" if common else code


class CountUnit(models.TextChoices):
    """What is counted. All but an amount and something else are counted from rows."""

    PERSON = "person", _("people")
    PARTICIPATION = "participation", _("participations")
    ORGANISATION = "organisation", _("organisations")
    EVENT = "event", _("events")
    OUTPUT = "output", _("finished outputs")
    UPTAKE = "uptake", _("outputs taken up")
    AMOUNT = "amount", _("an amount")
    OTHER = "other", _("something else")


class UniqueScope(models.TextChoices):
    """Within what the same person, organisation or thing is counted once."""

    PROJECT = "project", _("once in a project")
    EVENT = "event", _("once in an event")
    NONE = "none", _("every time")


HOW_COUNTED: dict[tuple[str, str], Promise] = {
    ("person", "project"): _("Each person once in the project, in the period of the first time."),
    ("person", "event"): _("Each person once in each event."),
    ("person", "none"): _("Each person every time."),
    ("participation", "project"): _("Each person's participation once in the project."),
    ("participation", "event"): _(
        "Each participation once in each event; the same person counts again in the next one."
    ),
    ("participation", "none"): _("Each participation every time."),
    ("organisation", "project"): _(
        "Each organisation once in the project, in the period of the first time."
    ),
    ("organisation", "event"): _("Each organisation once in each event."),
    ("organisation", "none"): _("Each organisation every time."),
    ("event", "project"): _("Each event that was held, once."),
    ("output", "project"): _("Each finished output once."),
    ("uptake", "project"): _("Each output that was taken up, once, however many took it up."),
    ("uptake", "none"): _("Each time that an output was taken up."),
}
BY_HAND: dict[str, Promise] = {
    "amount": _("Not counted from rows: the amount is written with its grounds."),
    "other": _("Not counted from rows: the figure is written with its grounds."),
}


def how_counted(unit: str, scope: str) -> Promise:
    """A plain sentence of how a figure of the unit and scope comes about."""
    if unit in BY_HAND:
        return BY_HAND[unit]
    return HOW_COUNTED.get((unit, scope)) or HOW_COUNTED[unit, "project"]


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
    source = TextsField(_("source"))
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
    def named(self, text: str) -> Self:
        """Those whose code begins so, however it is written, or that have all the words in a name."""
        together = "".join(text.split())
        condition = Q(code=normalised_code(text)) | Q(code__istartswith=together)
        named = Q()
        for word in text.split()[:8]:
            with_it = Q()
            for tag in PRODUCT_LANGUAGES:
                with_it |= Q(**{f"names__{tag}__icontains": word})
            named &= with_it
        return self.filter(condition | named)

    def offered_by(self, programme: models.Model) -> Self:
        """Those that the programme's projects may promise today: the newest versions' rows."""
        current = IndicatorCatalogue.objects.current().filter(programmes=programme)
        return self.filter(catalogue__in=current)


class Indicator(models.Model):
    """One indicator of a catalogue: what is counted, in which unit, and how often the same one.

    An `all_or_nothing` one is 0 or 1 for each thing, never a part. What an `is_longer_term` one
    counts is seen only after the project, or the person's time in it, has ended. A figure of one
    that `depends_on` another is never greater than the other's. The official figures of one that is
    `counted_elsewhere` come from the authority's own register; ours stands beside them.
    `is_name_confirmed` is false where nobody has found the code and the name together in a source.
    """

    class Kind(models.TextChoices):
        OUTPUT = "output", _("output")
        RESULT = "result", _("result")

    CountUnit = CountUnit
    UniqueScope = UniqueScope

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
    source = TextsField(_("source"))
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

    @property
    def how_counted(self) -> Promise:
        """A plain sentence of how its figure comes about."""
        return how_counted(self.count_unit, self.unique_scope)
