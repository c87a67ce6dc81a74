"""Erasing a person: their data goes, the counts stay."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import Refused
from talkoot.notices import operations as notices
from talkoot.people.models import Erasure, Invitation, Person
from talkoot.people.operations.emptying import empty_rows
from talkoot.people.operations.persons import PersonErased
from talkoot.people.operations.registers import before_erasure, refuse_if
from talkoot.people.operations.sign_ins import end_sessions
from talkoot.people.queries.own_rows import OwnRows, own_rows


class LastKeeper(Refused):
    sentence = _("You are the only keeper of this installation.")
    next_step = _("Make somebody else a keeper first.")


class SignedInLongAgo(Refused):
    sentence = _("You signed in a while ago.")
    next_step = _("Sign in again to show that it is you.")


def lock(*, person: Person) -> Person:
    """The person as they are now. With a keeper all keepers are locked, always in the same order,
    so that the last two can neither leave at the same moment nor wait for each other for ever."""
    rows = Person.objects.filter(pk=person.pk)
    if person.is_staff:
        rows = rows | Person.objects.keepers()
    return next(row for row in rows.order_by("pk").select_for_update() if row.pk == person.pk)


def _refuse_last_keeper(*, person: Person) -> None:
    if list(Person.objects.keepers().values_list("pk", flat=True)) == [person.pk]:
        raise LastKeeper


@transaction.atomic
def hindrances(*, person: Person) -> list[Refused]:
    """What stands against erasing the person now, each with what to do first; empty when nothing."""
    found = []
    for check in (_refuse_last_keeper, *refuse_if):
        try:
            check(person=person)
        except Refused as refusal:
            found.append(refusal)
    return found


@transaction.atomic
def erase(*, person: Person, by: Person | None, reason: str = "") -> Erasure:
    """Erases a person at their own wish or, with a reason, at a keeper's.

    Rows that are only about them are deleted or emptied as each model declares; they are taken out
    of the history as the actor, and what happened stays. Ends their sessions and tells their
    address that it is done (that notice is forgotten after 30 days like every other). Refuses with
    LastKeeper, PersonErased and what other areas refuse with. Records people.erase.
    """
    person = lock(person=person)
    if person.erased_at:
        raise PersonErased
    for check in (_refuse_last_keeper, *refuse_if):
        check(person=person)
    address, language = person.email, person.language
    asked_by_self = by is not None and by.pk == person.pk
    history.record("people.erase", on=person, by=by, note=reason)

    for end in before_erasure:
        end(person=person)
    notices.forget_address(address=address)
    Invitation.objects.for_address(address).waiting().update(withdrawn_at=timezone.now())
    end_sessions(person=person)
    counts: dict[str, int] = {}
    for own in own_rows(person):
        if own.model is not Person and (count := _forget(own)):
            counts[own.model._meta.label_lower] = count
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Person), object_id=str(person.pk)
    ).update(object_repr="", change_message="")
    empty_person(person=person)
    erasure = Erasure.objects.create(asked_by_self=asked_by_self, reason=reason, counts=counts)
    _tell(address, language)
    return erasure


def _forget(own: OwnRows) -> int:
    count = 0
    if own.privacy.on_erasure == "delete":
        try:
            with transaction.atomic():
                count, _kinds = own.rows.delete()
        except ProtectedError:  # another row needs this one, so it stays and tells nothing
            count = empty_rows(rows=own.rows, privacy=own.privacy)
        return count
    if own.privacy.on_erasure == "empty":
        return empty_rows(rows=own.rows, privacy=own.privacy)
    for name in own.privacy.person:
        field = own.model._meta.get_field(name) if "__" not in name and name != "pk" else None
        if isinstance(field, models.ForeignKey) and field.null:
            count += own.by_person.update(**{name: None})
    return count + empty_rows(rows=own.by_address, privacy=own.privacy)


def empty_person(*, person: Person) -> None:
    """Leaves of the person a row that nobody can be told from or sign in with."""
    person.email = person.name = ""
    person.language = PRODUCT_LANGUAGES[0]
    person.last_login = None
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.erased_at = timezone.now()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()


def _tell(address: str, language: str) -> None:
    with override(language):
        notices.send_written(
            kind="people.erased",
            to=address,
            language=language,
            subject=gettext("Your data in Talkoot has been erased"),
            text=gettext(
                "Your data in Talkoot has been erased, and you can no longer sign in with this "
                "address.\n\nWhat you did in projects stays in their history without your name. "
                "This message is forgotten within 30 days.\n\nIf you did not ask for this, write "
                "to the keeper of the service at once."
            ),
        )
