"""Making a person, and what is known of them: name, language, address, password."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit import prepared
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person


class AddressTaken(Refused):
    sentence = _("Somebody already has this e-mail address.")
    next_step = _("Use another address, or merge the two persons if they are one.")
    field = "email"


class AddressNotAnEmail(Refused):
    sentence = _("“{email}” is not an e-mail address.")
    next_step = _("Write it as in name@example.org.")
    field = "email"


class PersonErased(Refused):
    sentence = _("This person has been erased.")
    next_step = _("What was erased cannot be brought back; the person may sign up anew.")


_KNOWN = prepared.Question(
    lambda: Person.objects.with_address(prepared.Given("address")), grows_fast=True
)


@transaction.atomic
def create_person(
    *,
    email: str,
    by: Person | AnonymousUser | None,
    name: str = "",
    language: str = "fi",
    is_staff: bool = False,
    is_invented: bool = False,
    password: str = "",
    is_verified: bool | None = None,
) -> Person:
    """A person with an address; without a password they sign in by a code sent to it.

    The address counts as proved for keepers and invented persons (who get no mail), else once a
    code sent to it was used; `is_verified` says otherwise. A keeper may do all in the repairs.
    Refuses with AddressTaken, AddressNotAnEmail. Records people.create.
    """
    person = _person(
        email=email,
        name=name,
        language=language,
        is_staff=is_staff,
        is_superuser=is_staff,
        is_invented=is_invented,
    )
    if password:
        person.set_password(password)
    proved = is_staff or is_invented if is_verified is None else is_verified
    if not _write(person, by, proved=proved):
        raise AddressTaken
    return person


def _person(*, email: str, name: str, language: str, **fields: bool) -> Person:
    """A person not written yet, without a password."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AddressNotAnEmail(email=email) from error
    language = language if language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
    person = Person(email=email, name=name.strip(), language=language, **fields)
    person.set_unusable_password()
    return person


def _write(person: Person, by: Person | AnonymousUser | None, *, proved: bool) -> bool:
    """Writes a new person, their address and the entry; whether the address was free."""
    if not prepared.write_new(person, unless_taken=True):
        return False
    prepared.write_new(EmailAddress(user=person, email=person.email, primary=True, verified=proved))
    history.record("people.create", on=person, by=by)
    return True


def person_of_address(
    *, email: str, by: Person | None, name: str = "", language: str = "fi"
) -> Person:
    """The person whose address this is, or a new one whose address is not proved yet.

    Nothing that is known of them is changed or returned to whoever typed the address. A new person
    to whom nothing belongs is forgotten in a week. Refuses with AddressNotAnEmail. Records
    people.create for a new one.
    """
    known = _KNOWN.row(address=email.strip().lower())
    if known is not None:
        return known
    person = _person(email=email, name=name, language=language)
    with transaction.atomic(savepoint=False):
        if _write(person, by or AnonymousUser(), proved=False):
            return person
    # Somebody else typed it a moment ago.
    return Person.objects.with_address(email).get()


@transaction.atomic
def make_keeper(*, email: str, by: Person | None, password: str = "", note: str = "") -> Person:
    """Makes the person with this address a keeper who may sign in; makes the person if need be.

    Whoever may do this need not prove by mail that the address is theirs. A given password
    replaces the old one. Refuses with AddressNotAnEmail. Records people.make_keeper.
    """
    email = email.strip().lower()
    person = Person.objects.select_for_update().filter(email__iexact=email).first()
    if person is None:
        person = create_person(email=email, is_staff=True, by=by)
    if password:
        person.set_password(password)
    person.is_staff = person.is_superuser = person.is_active = True
    person.save()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    history.record("people.make_keeper", on=person, by=by, note=note)
    return person


@transaction.atomic
def edit_person(*, person: Person, by: Person, name: str, language: str) -> Person:
    """Changes the name and the language of the mails; nothing changed records nothing.

    Refuses with PersonErased. Records people.edit.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        raise PersonErased
    before = history.snapshot(person)
    person.name, person.language = name.strip(), language
    changes = history.differences(person, before)
    if changes:
        person.save(update_fields=["name", "language"])
        history.record("people.edit", on=person, by=by, changes=changes)
    return person


@transaction.atomic
def set_password(*, person: Person, password: str, by: Person | None) -> None:
    """Gives the person a password. Records people.set_password, never the password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    history.record("people.set_password", on=person, by=by)


@transaction.atomic
def note_new_address(*, person: Person, by: Person | None) -> None:
    """Records people.change_address after the person proved a new address and took it into use."""
    history.record("people.change_address", on=person, by=by)
