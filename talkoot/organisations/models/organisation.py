"""The organisations of the network and the areas they are in or work over."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from stdnum.fi import ytunnus

from talkoot.kit.alphabet import by_name
from talkoot.kit.languages import PRODUCT_LANGUAGES, TextsField
from talkoot.kit.privacy import Privacy
from talkoot.people.models import Person
from talkoot.terms.models import Area

Visitor = Person | AnonymousUser


def validate_business_id(written: str) -> None:
    """A Finnish business id (Y-tunnus) with its hyphen and a right check digit."""
    if not ytunnus.is_valid(written) or ytunnus.format(written) != written:
        raise ValidationError(
            _("A business id is seven digits, a hyphen and a check digit, as in 0243027-4.")
        )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def live(self) -> Self:
        return self.filter(merged_into=None)

    def visible_to(self, _visitor: Visitor) -> Self:
        """Every live one: the network is public."""
        return self.live()

    def run_by(self, visitor: Visitor) -> Self:
        """What the visitor may change: as a coordinator, there or above, or as a keeper."""
        if isinstance(visitor, AnonymousUser):
            return self.none()
        return self.coordinated_by(visitor).live()

    def by_name(self) -> Self:
        """In alphabetical order as the reader sees the names, å ä ö last."""
        return self.order_by(by_name(), "pk")

    def named(self, word: str) -> Self:
        """Those that have the word in a name in one of the product's languages, or as a short name."""
        condition = Q(short_name__icontains=word)
        for tag in PRODUCT_LANGUAGES:
            condition |= Q(**{f"names__{tag}__icontains": word})
        return self.filter(condition)

    def below(self, organisation: "Organisation") -> Self:
        """The organisation itself and everything under it, however deep."""
        tree = RawSQL(  # a tree of organisations has no other question in SQL; no user text in it
            """WITH RECURSIVE tree(id) AS (
                 SELECT %s::bigint
                 UNION
                 SELECT o.id FROM organisations_organisation o JOIN tree t ON o.parent_id = t.id)
               SELECT id FROM tree""",
            (organisation.pk,),
        )
        return self.filter(pk__in=tree)

    def coordinated_by(self, person: Person) -> Self:
        """What a coordinator may look after: their organisations and everything under them."""
        if person.is_staff:
            return self.live()
        tree = RawSQL(  # as above, from all of the person's own at once
            """WITH RECURSIVE tree(id) AS (
                 SELECT m.organisation_id FROM organisations_membership m
                  WHERE m.person_id = %s AND m.role = %s AND m.ended_at IS NULL
                 UNION
                 SELECT o.id FROM organisations_organisation o JOIN tree t ON o.parent_id = t.id)
               SELECT id FROM tree""",
            (person.pk, "coordinator"),
        )
        return self.live().filter(pk__in=tree)


class Organisation(models.Model):
    """One organisation. A merged one points to the one that took its place and is shown no more.

    A business id belongs to one live organisation. An organisation is never its own parent.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        WELLBEING_COUNTY = "wellbeing_county", _("wellbeing services county")
        CENTRE_OF_EXPERTISE = "centre_of_expertise", _("centre of expertise in social welfare")
        UNIVERSITY_OF_APPLIED_SCIENCES = (
            "university_of_applied_sciences",
            _("university of applied sciences"),
        )
        UNIVERSITY = "university", _("university")
        ASSOCIATION = "association", _("association")
        MINISTRY = "ministry", _("ministry")
        FUNDING_AUTHORITY = "funding_authority", _("funding authority")
        REGIONAL_COUNCIL = "regional_council", _("regional council")
        COMPANY = "company", _("company")
        FOREIGN_REGION = "foreign_region", _("foreign region")
        UNIT = "unit", _("unit of an organisation")
        OTHER = "other", _("other organisation")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices)
    names = TextsField(_("names"), blank=False)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    descriptions = TextsField(_("description"))
    business_id = models.CharField(
        _("business id"), max_length=9, blank=True, validators=[validate_business_id]
    )
    country = models.CharField(_("country"), max_length=2, default="FI")
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    areas = models.ManyToManyField(Area, through="AreaCovered", related_name="organisations")
    email = models.EmailField(_("e-mail"), blank=True)
    web_address = models.URLField(_("web address"), blank=True)
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    source = models.TextField(_("source"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_here",
        verbose_name=_("merged into"),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        other=(
            "slug", "kind", "names", "short_name", "descriptions", "business_id", "country",
            "email", "web_address", "postal_address", "source",
        )  # an organisation's own address, never a person's
    )  # fmt: skip  # the list reads as one

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["business_id"],
                name="organisations_organisation_one_per_business_id",
                condition=~Q(business_id="") & Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="organisations_organisation_not_own_parent",
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
            ),
            models.CheckConstraint(
                name="organisations_organisation_not_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


class OrganisationHome(models.Model):
    """The wellbeing services county of an organisation: the one that it is in, or else works over, or
    else its parent's. A view: `county` is the area's code, None where several or none can be told."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.DO_NOTHING, related_name="home"
    )
    county = models.CharField(max_length=40, null=True)  # noqa: DJ001  # an area that is not known has no code

    privacy: ClassVar = Privacy(other=("county",))

    class Meta:
        managed = False
        db_table = "organisations_organisationhome"

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.county}"


class AreaCoveredQuerySet(models.QuerySet["AreaCovered"]):
    def inside(self, code: str) -> Self:
        """In the area with the code or in what it holds, down from a country to a municipality."""
        within = Q()
        for up in ("area", "area__parent", "area__parent__parent", "area__parent__parent__parent"):
            within |= Q(**{f"{up}__code": code})
        return self.filter(within)


class AreaCovered(models.Model):
    """One area that an organisation is in or works over, as far as its source tells.

    `is_uncertain`: the source names a wider area, or sources differ; `source` says which.
    """

    class How(models.TextChoices):
        LOCATED = "located", _("is in")
        COVERS = "covers", _("works over")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="coverage"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="coverage")
    how = models.CharField(_("how"), max_length=10, choices=How.choices)
    source = models.TextField(_("source"), blank=True)
    is_uncertain = models.BooleanField(_("not certain"), default=False)

    objects = AreaCoveredQuerySet.as_manager()
    privacy: ClassVar = Privacy(other=("how", "source"))

    class Meta:
        verbose_name = _("area covered")
        verbose_name_plural = _("areas covered")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "area", "how"], name="organisations_areacovered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_how_display()} {self.area}"
