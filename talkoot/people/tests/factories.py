"""Rows for tests, made by plain functions; whatever is not given is visibly invented."""

from datetime import timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from talkoot.people.models import Invitation, Person, hash_of

_numbers = count(1)


def person(name: str = "Testi Esimerkki", *, email: str = "", **fields: Any) -> Person:
    """A person whose address is proved; `password` gives one."""
    password = fields.pop("password", None)
    made = Person(name=name, email=email or f"testi{next(_numbers)}@example.org", **fields)
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
    return made


def keeper(**fields: Any) -> Person:
    return person(is_staff=True, is_superuser=True, **fields)


def invitation(
    email: str = "kutsuttu@example.org", *, token: str = "", **fields: Any
) -> Invitation:
    """One that waits, whose link is `token`."""
    fields.setdefault("what", "Sinut kutsutaan esimerkkihankkeeseen.")
    fields.setdefault("expires_at", timezone.now() + timedelta(days=30))
    return Invitation.objects.create(
        email=email, token_hash=hash_of(token or f"token-{next(_numbers)}"), **fields
    )
