"""The project itself, who may see it and who may run it."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.alphabet import fold
from talkoot.kit.languages import TextsField
from talkoot.kit.periods import Dated, dated_constraints
from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.terms.models import Area, Programme, TargetGroup, Topic

Visitor = Person | AnonymousUser


class ProjectQuerySet(models.QuerySet["Project"]):
    def live(self) -> Self:
        """All but the deleted."""
        return self.filter(deleted_at=None)

    def public(self) -> Self:
        """What anyone may see: published, archived too, not deleted."""
        return self.live().filter(published_at__isnull=False)

    def visible_to(self, visitor: Visitor) -> Self:
        """The public ones, those the visitor has a role in, and those their organisations coordinate."""
        if not visitor.is_authenticated:
            return self.public()
        if visitor.is_staff:
            return self.live()
        return self.live().filter(
            Q(published_at__isnull=False)
            | self._with_role(visitor)
            | Q(owner__in=Organisation.objects.coordinated_by(visitor))
        )

    def run_by(self, visitor: Visitor) -> Self:
        """What the visitor may change: as a manager, as the owner's coordinator, or as a keeper."""
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return self.live()
        return self.live().filter(
            self._with_role(visitor, "manager")
            | Q(owner__in=Organisation.objects.coordinated_by(visitor))
        )

    def arranged_by(self, visitor: Visitor) -> Self:
        """Where the visitor may begin something of the project's work, such as an event: managers,
        members and partners' contacts of its team, and those who may change the project."""
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return self.live()
        return self.live().filter(
            self._with_role(visitor, "manager", "member", "partner_contact")
            | Q(owner__in=Organisation.objects.coordinated_by(visitor))
        )

    def followed_by(self, visitor: Visitor) -> Self:
        """Where the visitor may read what is not public: every role, and all who may change it."""
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return self.live()
        return self.live().filter(
            self._with_role(visitor) | Q(owner__in=Organisation.objects.coordinated_by(visitor))
        )

    def deleted_run_by(self, visitor: Visitor) -> Self:
        """Deleted ones that the visitor may bring back."""
        deleted = self.filter(deleted_at__isnull=False)
        if not visitor.is_authenticated:
            return self.none()
        if visitor.is_staff:
            return deleted
        return deleted.filter(
            self._with_role(visitor, "manager")
            | Q(owner__in=Organisation.objects.coordinated_by(visitor))
        )

    @staticmethod
    def _with_role(person: Person, *roles: str) -> Exists:
        from talkoot.projects.models.team import TeamMember  # the team knows its project

        team = TeamMember.objects.live().filter(project=OuterRef("pk"), person=person)
        return Exists(team.filter(role__in=roles) if roles else team)

    def running(self, today: date | None = None) -> Self:
        """Begun and not ended; a project without an end runs."""
        day = today or timezone.localdate()
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day)).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )

    def ended(self, today: date | None = None) -> Self:
        return self.filter(ends_on__lt=today or timezone.localdate())

    def coming(self, today: date | None = None) -> Self:
        return self.filter(starts_on__gt=today or timezone.localdate())

    def by_name(self) -> Self:
        """In alphabetical order, å ä ö last, whatever the database's collation."""
        return self.order_by("sort_key", "pk")


class Project(Dated):
    """One piece of development work, funded or not.

    A published one has a name, a summary and a known funding status, and, where it has a programme,
    that programme has a statement. `owner` is the organisation that administers it. `sort_key` is
    its name folded for the alphabet. Its period may be known by years, or be open.
    """

    class Kind(models.TextChoices):
        PROJECT = "project", _("project")
        STANDING = "standing", _("standing programme")

    class Funding(models.TextChoices):
        KNOWN = "known", _("known")
        NONE = "none", _("no outside funding")
        NOT_KNOWN = "not_known", _("not known")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PROJECT)
    names = TextsField(_("full name"), blank=False)
    short_names = TextsField(_("short name"))
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")
    code = models.CharField(_("code"), max_length=40, blank=True)
    summaries = TextsField(_("summary"))
    aims = TextsField(_("aims"))
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="owned_projects",
        verbose_name=_("administered by"),
    )
    funding = models.CharField(
        _("funding"), max_length=20, choices=Funding.choices, default=Funding.NOT_KNOWN
    )
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name=_("programme"),
    )
    priority = TextsField(_("priority"))
    specific_objective = TextsField(_("specific objective"))
    funding_statement = TextsField(_("statement of funding"))
    areas = models.ManyToManyField(
        Area, blank=True, related_name="projects", verbose_name=_("areas")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="projects", verbose_name=_("themes")
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="projects", verbose_name=_("target groups")
    )
    contact_role = TextsField(_("contact"))
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    web_address = models.URLField(_("web address"), blank=True)
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        verbose_name=_("continues the work of"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("contact_email",),
        other=(
            "slug", "kind", "names", "short_names", "sort_key", "code", "summaries", "aims", "funding",
            "priority", "specific_objective", "funding_statement", "contact_role", "web_address",
            "starts_precision", "ends_precision",
        ),
    )  # fmt: skip  # the list reads as one

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            models.Index(fields=["sort_key", "id"], name="projects_by_name"),
            models.Index(fields=["-starts_on", "sort_key"], name="projects_by_start"),
        ]
        constraints = [
            *dated_constraints("projects_project"),
            models.UniqueConstraint(
                fields=["code"], name="projects_project_one_per_code",
                condition=~Q(code="") & Q(deleted_at=None),
            ),
            models.CheckConstraint(
                name="projects_project_programme_is_known_funding",
                condition=Q(programme=None) | Q(funding="known"),
            ),
        ]  # fmt: skip  # constraints read as a list

    def __str__(self) -> str:
        return str(self.short_names) or str(self.names)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps `sort_key` true to the names."""
        self.keep_sort_key()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_key"}
        super().save(*args, **kwargs)

    def keep_sort_key(self) -> None:
        """Makes `sort_key` of the names; `save` does it, a bulk statement calls it."""
        self.sort_key = fold(str(self.short_names.get("fi") or self.names.get("fi") or self))

    def state(self, today: date | None = None) -> str:
        """`coming`, `running`, `ended` or `not_known` (nothing is known of its time)."""
        period = self.period
        if not period:
            return "running" if self.kind == self.Kind.STANDING else "not_known"
        today = today or timezone.localdate()
        if period.has_ended(today):
            return "ended"
        return "coming" if period.first and period.first > today else "running"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Remark(models.Model):
    """Where a fact of the project comes from, or that sources differ; shown beside the fact.

    `about` names the part of the page: period, funding, budget, partners, areas, events or all.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="remarks")
    about = models.SlugField(_("about"), max_length=40)
    texts = TextsField(_("text"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_uncertain = models.BooleanField(_("not certain"), default=False)

    privacy: ClassVar = Privacy(other=("about", "texts", "source"))

    class Meta:
        ordering = ("about", "pk")

    def __str__(self) -> str:
        return f"{self.about}: {self.texts}"
