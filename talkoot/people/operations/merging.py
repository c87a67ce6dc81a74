"""Two persons who turn out to be one: everything of the one moves to the other."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit.refusals import Refused
from talkoot.notices import operations as notices
from talkoot.people.models import Person
from talkoot.people.operations.persons import PersonErased
from talkoot.people.operations.registers import before_merge
from talkoot.people.operations.sign_ins import end_sessions

ENDINGS = ("ended_at", "withdrawn_at")
"""Columns that end a row: of two live rows of which only one may be, one is ended."""


class SamePerson(Refused):
    sentence = _("Both addresses belong to the same person already.")
    next_step = _("There is nothing to merge.")


class ReasonMissing(Refused):
    sentence = _("A merge by a keeper needs a reason.")
    next_step = _("Write how you know that the two are one person; it stays in the history.")
    field = "reason"


class AccountProtected(Refused):
    sentence = _("The other account is protected by a passkey or an authenticator app.")
    next_step = _("Sign in to it, take those off, and merge then; or ask a keeper.")


@transaction.atomic
def send_merge_code(*, address: str, by: Person) -> tuple[Person | None, str]:
    """Mails a code to an address that `by` says is theirs too; returns its person and the code.

    Nothing is sent to an address that nobody has, and the caller says the same words either way.
    """
    code = f"{secrets.randbelow(10**8):08d}"
    person = Person.objects.with_address(address).exclude(pk=by.pk).first()
    if person is None or not person.is_active:
        return None, code
    with override(person.language):
        notices.send_written(
            kind="people.merge_code",
            to=person.email,
            language=person.language,
            subject=gettext("Code for merging two accounts in Talkoot: %(code)s") % {"code": code},
            text=gettext(
                "Somebody who is signed in to Talkoot says that this address is theirs too, and "
                "wants to move everything that belongs to it to their other account.\n\nIf it was "
                "you, write this code on the page that is open:\n\n%(code)s\n\nThe code is valid "
                "for ten minutes. If it was not you, do nothing: without the code nothing happens."
            )
            % {"code": code},
        )
    return person, code


@transaction.atomic
def merge(
    *, duplicate: Person, into: Person, by: Person | None, reason: str = ""
) -> dict[str, int]:
    """Moves all that belongs to `duplicate` to `into`, who keeps one address; returns counts by model.

    What both have and only one may have stays once. Rights of both remain. The duplicate can sign
    in no more and is left empty; both addresses are told. A person merging their own must have
    proved both addresses. Refuses with SamePerson, PersonErased, AccountProtected (own merge of an
    account with a second step), ReasonMissing (anybody else). Records people.merge.
    """
    own = by is not None and by.pk == into.pk
    if duplicate.pk == into.pk:
        raise SamePerson
    if not own and not reason.strip():
        raise ReasonMissing
    pair = Person.objects.select_for_update().order_by("pk").filter(pk__in=(duplicate.pk, into.pk))
    found = {person.pk: person for person in pair}
    duplicate, into = found[duplicate.pk], found[into.pk]
    if duplicate.erased_at or into.erased_at:
        raise PersonErased
    if own and Authenticator.objects.filter(user=duplicate).exists():
        raise AccountProtected

    old_address, old_language = duplicate.email, duplicate.language
    for settle in before_merge:
        settle(duplicate=duplicate, into=into, by=by)
    end_sessions(person=duplicate)
    # Keys are bound to the account they were made for, and one person has one address.
    Authenticator.objects.filter(user=duplicate).delete()
    EmailAddress.objects.filter(user=duplicate).delete()
    counts = _move_rows(duplicate, into)

    into.name = into.name or duplicate.name
    into.is_staff = into.is_staff or duplicate.is_staff
    into.is_superuser = into.is_superuser or duplicate.is_superuser
    into.save(update_fields=["name", "is_staff", "is_superuser"])
    duplicate.email = duplicate.name = ""
    duplicate.is_active = duplicate.is_staff = duplicate.is_superuser = False
    duplicate.set_unusable_password()
    duplicate.erased_at = timezone.now()
    duplicate.save()
    history.record("people.merge", on=into, part=duplicate, by=by, note=reason)
    _tell(old_address, old_language)
    _tell(into.email, into.language)
    return counts


def _move_rows(duplicate: Person, into: Person) -> dict[str, int]:
    """Points every row of every model from the one to the other."""
    counts: dict[str, int] = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model, name = relation.related_model, relation.field.name
        assert not isinstance(model, str)
        rows = model._base_manager.filter(**{name: duplicate})
        try:
            with transaction.atomic():
                moved = rows.update(**{name: into})
        except IntegrityError:
            moved = sum(
                _move_row(model, pk, name, into) for pk in rows.values_list("pk", flat=True)
            )
        if moved:
            label = model._meta.label_lower
            counts[label] = counts.get(label, 0) + moved
    return counts


def _move_row(model: type[models.Model], pk: object, name: str, into: Person) -> bool:
    """Moves one row; ends it, or else drops it, where the other person has the same already."""
    row = model._base_manager.filter(pk=pk)
    ending = next((end for end in ENDINGS if end in {f.name for f in model._meta.fields}), "")
    for changes in ({}, {ending: timezone.now()} if ending else None):
        if changes is None:
            continue
        try:
            with transaction.atomic():
                row.update(**{name: into}, **changes)
        except IntegrityError:
            continue
        return True
    row.delete()
    return False


def _tell(address: str, language: str) -> None:
    with override(language):
        notices.send_written(
            kind="people.merged",
            to=address,
            language=language,
            subject=gettext("Your two accounts in Talkoot are now one"),
            text=gettext(
                "Two accounts in Talkoot were merged, because they belong to the same person. "
                "Everything is kept; from now on only one of the addresses signs in.\n\nIf this is "
                "not right, write to the keeper of the service at once."
            ),
        )
