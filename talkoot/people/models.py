"""Persons, what they agreed to, and how they were invited."""

import hashlib
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.prepared import Given
from talkoot.kit.privacy import Clock, Privacy


class PersonQuerySet(models.QuerySet["Person"]):
    def live(self) -> "PersonQuerySet":
        return self.filter(erased_at=None)

    def keepers(self) -> "PersonQuerySet":
        """Those who keep the installation and may sign in."""
        return self.filter(is_staff=True, is_active=True, erased_at=None)

    def with_address(self, address: str | Given) -> "PersonQuerySet":
        """Whose address it is, however it is written; asked so that the unique index answers."""
        mine = self.live().exclude(email="").alias(address=Lower("email"))
        said = address if isinstance(address, Given) else address.strip().lower()
        return mine.filter(address=said)


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def live(self) -> PersonQuerySet:
        return self.get_queryset().live()

    def keepers(self) -> PersonQuerySet:
        return self.get_queryset().keepers()

    def with_address(self, address: str | Given) -> PersonQuerySet:
        return self.get_queryset().with_address(address)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """One human being, known by one address, whether or not they ever sign in.

    No two living persons have the same address, however it is written. An erased person has
    neither address nor name; the row stays so that counts stay. `is_staff` keeps the installation.
    """

    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=10, default=PRODUCT_LANGUAGES[0], choices=settings.LANGUAGES
    )
    is_staff = models.BooleanField(_("keeper of the installation"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()
    privacy: ClassVar = Privacy(
        personal=("email", "name", "language", "password", "last_login"),
        secret=("password",),
        person=("pk",),
        on_erasure="empty",
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="people_person_one_per_address", condition=~Q(email="")
            ),
            models.CheckConstraint(
                name="people_person_erased_is_empty",
                condition=Q(erased_at=None) | Q(email="", name="", is_active=False),
            ),
            models.CheckConstraint(
                name="people_person_has_address",
                condition=~Q(email="") | Q(erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(_("erased person"))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = self.email.strip().lower()


def signed_in(visitor: Person | AnonymousUser) -> Person:
    """The visitor as a person, for views behind a door that asks for sign-in."""
    assert isinstance(visitor, Person)
    return visitor


class Consent(models.Model):
    """One thing a person agreed to, with the version of the words they saw. Withdrawn, not deleted."""

    class About(models.TextChoices):
        NEWS = "news", _("news by e-mail")
        EXPERTISE_SHOWN = "expertise_shown", _("showing my expertise in public")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    about = models.CharField(max_length=40, choices=About.choices)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy(
        personal=("about", "given_at", "withdrawn_at"),
        other=("version",),
        person=("person",),
        on_erasure="delete",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "about"],
                name="people_consent_one_live",
                condition=Q(withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.version}"


WAYS = {
    "code": _("a code by e-mail"),
    "password": _("a password"),
    "password_reset": _("a code for a new password"),
    "passkey": _("a passkey"),
    "totp": _("an authenticator app"),
    "recovery_codes": _("a recovery code"),
    "outside": _("another service"),
}
"""The steps of signing in, as the person reads them."""


class SignIn(models.Model):
    """One time a person signed in, and how. Kept 90 days so that they can see a stranger."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(auto_now_add=True)
    way = models.CharField(max_length=40)
    device = models.CharField(max_length=200, blank=True)

    privacy: ClassVar = Privacy(
        personal=("at", "way", "device"),
        person=("person",),
        on_erasure="delete",
        clocks=(Clock(since="at", after=timedelta(days=90)),),
    )

    class Meta:
        ordering = ("-at",)
        indexes = [models.Index(fields=["person", "-at"], name="people_signin_of")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.way}"

    @property
    def way_in_words(self) -> str:
        """“a code by e-mail and an authenticator app”; a way that is not known is said so."""
        said = [str(WAYS.get(step, _("another way"))) for step in self.way.split("+")]
        return str(_(" and ")).join(said)


def hash_of(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> "InvitationQuerySet":
        return self.filter(answered_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def of_token(self, token: str) -> "InvitationQuerySet":
        """The one whose link this token is; whoever holds it may see and answer it."""
        return self.filter(token_hash=hash_of(token))

    def for_address(self, address: str) -> "InvitationQuerySet":
        return self.filter(email__iexact=address)


class Invitation(models.Model):
    """An offer, sent to an address, to join something. What it offers is a row of the area above.

    `what` is the sentence that says so, in `language`. Only the hash of its token is kept. It is
    answered or withdrawn, never both; `answered_by` is who accepted it, from whichever address.
    """

    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=10, default=PRODUCT_LANGUAGES[0])
    what = models.CharField(_("what is offered"), max_length=500)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="invitations_made"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    answered_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("email", "language"),
        other=("what", "token_hash"),
        secret=("token_hash",),
        person=("answered_by",),
        on_erasure="empty",
        clocks=(
            Clock(since="expires_at", after=timedelta(days=30), only={"answered_at": None}),
            Clock(since="answered_at", after=timedelta(days=365)),
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_invitation_answered_or_withdrawn",
                condition=Q(answered_at=None) | Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="people_invitation_answer_has_time",
                condition=Q(accepted=None, answered_at=None)
                | Q(accepted__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="people_invitation_accepted_by_someone",
                condition=Q(answered_by=None) | Q(accepted=True),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Erasure(models.Model):
    """One erasure that was carried out: when, at whose wish and how many rows, of no one by name."""

    at = models.DateTimeField(auto_now_add=True)
    asked_by_self = models.BooleanField()
    reason = models.TextField(blank=True)
    counts: Any = models.JSONField(default=dict)

    privacy: ClassVar = Privacy(other=("reason", "counts"))

    def __str__(self) -> str:
        return f"erasure {self.at:%Y-%m-%d}"
