"""Rows for tests, made by plain functions; whatever is not given is visibly invented."""

from itertools import count
from typing import Any

from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.organisations.models import (
    AreaCovered,
    Expertise,
    Membership,
    Organisation,
    Question,
)
from talkoot.organisations.operations import hash_of
from talkoot.people.models import Person
from talkoot.terms.models import Area, Topic

_numbers = count(1)


def person(name: str = "Testi Esimerkki", *, email: str = "", **fields: Any) -> Person:
    return Person.objects.create(
        name=name, email=email or f"somebody{next(_numbers)}@example.org", **fields
    )


def organisation(
    name: str = "", *, kind: str = "municipality", slug: str = "", **fields: Any
) -> Organisation:
    number = next(_numbers)
    fields.setdefault("names", Texts(fi=name or f"Esimerkkikunta {number}"))
    return Organisation.objects.create(slug=slug or f"esimerkki-{number}", kind=kind, **fields)


def member(of: Organisation, *, role: str = Membership.Role.MEMBER, **fields: Any) -> Person:
    """A person who belongs to the organisation."""
    title = fields.pop("title", "")
    made = person(**fields)
    Membership.objects.create(organisation=of, person=made, role=role, title=title)
    return made


def coordinator(of: Organisation, **fields: Any) -> Person:
    """A person who coordinates the organisation and all below it."""
    return member(of, role=Membership.Role.COORDINATOR, **fields)


def keeper(**fields: Any) -> Person:
    """One who keeps the installation."""
    return person(is_staff=True, **fields)


def area(name: str = "Esimerkkiseutu", *, kind: str = "region", **fields: Any) -> Area:
    fields.setdefault("code", f"area-{next(_numbers)}")
    return Area.objects.create(kind=kind, names=Texts(fi=name), **fields)


def covers(
    by: Organisation, over: Area, *, how: str = AreaCovered.How.COVERS, **fields: Any
) -> AreaCovered:
    return AreaCovered.objects.create(organisation=by, area=over, how=how, **fields)


def topic(name: str = "Etäjohtaminen", **fields: Any) -> Topic:
    fields.setdefault("code", f"topic-{next(_numbers)}")
    return Topic.objects.create(names=Texts(fi=name), **fields)


def expertise(
    of: Person | None = None, about: Topic | None = None, *, is_shown: bool = True, **fields: Any
) -> Expertise:
    return Expertise.objects.create(
        person=of or person(), topic=about or topic(), is_shown=is_shown, **fields
    )


def question(
    about: Expertise | None = None,
    *,
    token: str = "",
    confirmed: bool = True,
    **fields: Any,
) -> Question:
    number = next(_numbers)
    fields.setdefault("asker_email", f"asker{number}@example.org")
    return Question.objects.create(
        expertise=about or expertise(),
        asker_name="Kysyjä Esimerkki",
        language="fi",
        text="Miten etäpalaveri aloitetaan?",
        confirm_hash=hash_of(token=token or f"token-{number}"),
        confirmed_at=timezone.now() if confirmed else None,
        **fields,
    )
