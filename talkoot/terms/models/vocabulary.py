"""Words that everything shares: places, themes, and whom the work is for."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.alphabet import by_name
from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Privacy


class ByNameQuerySet(models.QuerySet[Any]):
    """Rows that have names by language."""

    def by_name(self) -> Self:
        """In alphabetical order as the reader sees the names, å ä ö last."""
        return self.order_by(by_name(), "pk")


class AreaQuerySet(ByNameQuerySet):
    def with_county_duties(self) -> Self:
        """The wellbeing services counties, and Helsinki, which does the same itself."""
        return self.filter(Q(kind=Area.Kind.WELLBEING_COUNTY) | Q(carries_county_duties=True))

    def on_the_map(self) -> Self:
        """Those that have a place on the tile map."""
        return self.filter(column__isnull=False)


class Area(models.Model):
    """A place that things are in or cover. A parent holds its children.

    `column` and `row` are its place on the tile map, if it has one, and `abbreviation` its letters
    there. `carries_county_duties` is true of Helsinki, which does itself what the wellbeing
    services counties do.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        WELLBEING_COUNTY = "wellbeing_county", _("wellbeing services county")
        REGION = "region", _("region")
        SUB_REGION = "sub_region", _("sub-region")
        COUNTRY = "country", _("country")
        FOREIGN_REGION = "foreign_region", _("foreign region")
        LANGUAGE_GROUP = "language_group", _("speakers of a language")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = TextsField(_("names"))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    abbreviation = models.CharField(_("abbreviation"), max_length=6, blank=True)
    carries_county_duties = models.BooleanField(_("carries a county's duties"), default=False)
    column = models.PositiveSmallIntegerField(null=True, blank=True)
    row = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("kind", "code", "names", "abbreviation"))

    class Meta:
        ordering = ("kind", "code")
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(
                fields=["column", "row"],
                name="terms_area_one_per_tile",
                condition=Q(column__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.names)


class AreaCounty(models.Model):
    """In which wellbeing services county (or Helsinki, which does the same itself) an area lies: itself,
    one above it, or for a region the only one in it. A view: what cannot be told has no row."""

    area = models.OneToOneField(
        Area, primary_key=True, on_delete=models.DO_NOTHING, related_name="in_county"
    )
    county = models.CharField(max_length=40)

    privacy: ClassVar = Privacy(other=("county",))

    class Meta:
        managed = False
        db_table = "terms_areacounty"

    def __str__(self) -> str:
        return self.county


class Topic(models.Model):
    """A theme that projects, events and people's expertise share."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    names = TextsField(_("names"))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    objects = ByNameQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("code", "names"))

    class Meta:
        ordering = ("code",)
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return str(self.names)


class TargetGroup(models.Model):
    """Whom the work is for, in words that projects share."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    names = TextsField(_("names"))

    objects = ByNameQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("code", "names"))

    class Meta:
        ordering = ("code",)
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return str(self.names)
