"""The network: organisations, their areas, their people, and who knows what."""

from datetime import timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.fi import ytunnus

from talkoot.kit.languages import TextsField
from talkoot.kit.privacy import Clock, Privacy
from talkoot.people.models import Invitation, Person
from talkoot.terms.models import Area, Topic


def validate_business_id(written: str) -> None:
    """A Finnish business id (Y-tunnus) with its hyphen and a right check digit."""
    if not ytunnus.is_valid(written) or ytunnus.format(written) != written:
        raise ValidationError(
            _("A business id is seven digits, a hyphen and a check digit, as in 0243027-4.")
        )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def live(self) -> Self:
        return self.filter(merged_into=None)

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
        found = self.none()
        for membership in (
            Membership.objects.live()
            .filter(person=person, role=Membership.Role.COORDINATOR)
            .select_related("organisation")
        ):
            found = found | self.below(membership.organisation)
        return found


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
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    areas = models.ManyToManyField(Area, through="AreaCovered", related_name="organisations")
    email = models.EmailField(_("e-mail"), blank=True)
    web_address = models.URLField(_("web address"), blank=True)
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    source = models.TextField(_("source"), blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_here"
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


class AreaCovered(models.Model):
    """One area that an organisation is in or works over, as far as its source tells."""

    class How(models.TextChoices):
        LOCATED = "located", _("is in")
        COVERS = "covers", _("works over")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="coverage"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="coverage")
    how = models.CharField(_("how"), max_length=10, choices=How.choices)
    source = models.TextField(_("source"), blank=True)

    privacy: ClassVar = Privacy(other=("how", "source"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "area", "how"], name="organisations_areacovered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_how_display()} {self.area}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A person belongs to an organisation in a role until it ends; at most one live row of each pair."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        COORDINATOR = "coordinator", _("coordinator")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("role", "title", "started_at", "ended_at"),
        person=("person",),
        on_erasure="delete",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                name="organisations_membership_one_live",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


class MembershipOffer(models.Model):
    """What an invitation to an organisation offers."""

    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, related_name="membership_offer"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role.choices)

    privacy: ClassVar = Privacy(other=("role",))

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


class ExpertiseQuerySet(models.QuerySet["Expertise"]):
    def shown(self) -> Self:
        """Only what its person has chosen to show, of persons who are still here."""
        return self.filter(is_shown=True, person__erased_at=None, person__is_active=True)


class Expertise(models.Model):
    """One theme that a person knows, in their own words. Shown to others only if they chose so."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="expertise")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="expertise")
    description = models.TextField(_("in my own words"), max_length=600, blank=True)
    is_shown = models.BooleanField(_("shown to others"), default=False)

    objects = ExpertiseQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("description", "is_shown"), person=("person",), on_erasure="delete"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="organisations_expertise_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic}"


class Question(models.Model):
    """A question put to somebody who knows a theme. Neither sees the other's address.

    The asker gives an address and confirms it before the question goes on; only the hashes of the
    two personal links are kept. Emptied a year after it was asked.
    """

    expertise = models.ForeignKey(Expertise, on_delete=models.CASCADE, related_name="questions")
    asker_name = models.CharField(_("your name"), max_length=200)
    asker_email = models.EmailField(_("your e-mail"))
    language = models.CharField(max_length=10)
    text = models.TextField(_("your question"), max_length=4000)
    asked_at = models.DateTimeField(default=timezone.now)
    confirm_hash = models.CharField(max_length=64, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=8000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy(
        personal=("asker_name", "asker_email", "language", "text", "answer"),
        other=("confirm_hash",),
        person=("expertise__person",),
        on_erasure="delete",
        clocks=(
            Clock(since="asked_at", after=timedelta(days=365)),
            Clock(since="asked_at", after=timedelta(days=7), only={"confirmed_at": None}),
        ),
    )

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"question {self.pk}"
