"""Making many persons at once, where a list of them is brought in."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower

from talkoot.history import record as history
from talkoot.people.models import Person
from talkoot.people.operations.persons import AddressNotAnEmail

AT_ONCE = 1000


@transaction.atomic
def persons_of_addresses(
    *,
    names: Mapping[str, str],
    by: Person | None,
    language: str = "fi",
    is_invented: bool = False,
) -> dict[str, Person]:
    """The person of each address (address → name), known or new, by the address in small letters.

    Nothing that is known of anybody is changed. New ones are as `create_person` makes them, without
    a password. Refuses with AddressNotAnEmail. Records people.create for each new one.
    """
    wanted = {address.strip().lower(): name.strip() for address, name in names.items()}
    for address in wanted:
        try:
            validate_email(address)
        except ValidationError as error:
            raise AddressNotAnEmail(email=address) from error
    known = _known(wanted)
    new = [
        Person(
            email=address,
            name=name,
            language=language,
            is_invented=is_invented,
            password=make_password(None),
        )
        for address, name in wanted.items()
        if address not in known
    ]
    # Somebody may type one of the addresses at this very moment; theirs is then the person.
    Person.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)
    found = _known(wanted)
    made = [found[one.email] for one in new]
    mailed = set(EmailAddress.objects.filter(user__in=made).values_list("user_id", flat=True))
    made = [one for one in made if one.pk not in mailed]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True, verified=is_invented) for one in made
    )
    history.record_many("people.create", on=made, by=by, notes=[""] * len(made))
    return found


def _known(wanted: Mapping[str, str]) -> dict[str, Person]:
    rows = Person.objects.live().alias(address=Lower("email")).filter(address__in=list(wanted))
    return {row.email.lower(): row for row in rows}
