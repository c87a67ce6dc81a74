"""Making an organisation and changing what is said of it."""

from typing import Any

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from stdnum.fi import ytunnus

from talkoot.history import record as history
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused, refused_by
from talkoot.organisations.models import Membership, Organisation
from talkoot.organisations.queries.documents import KIND, documents_of
from talkoot.people.models import Person
from talkoot.search import index

RESERVED = {"coverage", "expertise", "new", "questions"}
"""Addresses that are pages of the network, so no organisation may have them."""
TREE = 7_206_011
"""The lock of the trigger organisations_no_circle."""
EDITABLE = {
    "kind", "names", "short_name", "descriptions", "business_id", "country", "parent", "email",
    "web_address", "postal_address", "source",
}  # fmt: skip  # the list reads as one


class NameMissing(Refused):
    sentence = _("An organisation needs a name in at least one language.")
    next_step = _("Write it in the language that it has one in.")
    field = "names"


class AddressTaken(Refused):
    sentence = _("Another organisation already has this address.")
    next_step = _("Choose another one.")
    field = "slug"


class AddressReserved(Refused):
    sentence = _("This address belongs to a page of the network.")
    next_step = _("Choose another one.")
    field = "slug"


class BusinessIdWrong(Refused):
    sentence = _("This is not a Finnish business id: its check digit or its form is wrong.")
    next_step = _("Look it up at ytj.fi; it is written as in 0243027-4.")
    field = "business_id"


class BusinessIdTaken(Refused):
    sentence = _("Another organisation already has this business id.")
    next_step = _("Use that one, or merge the two if both are here.")
    field = "business_id"


class UnderItself(Refused):
    sentence = _("An organisation cannot stand under itself, not even through others.")
    next_step = _("Choose another parent.")
    field = "parent"


class OrganisationMerged(Refused):
    sentence = _("This organisation has been merged into another one.")
    next_step = _("Work with the one that took its place.")


BY_CONSTRAINT: dict[str, type[Refused]] = {
    "organisations_organisation_one_per_business_id": BusinessIdTaken,
    "organisations_organisation_no_circle": UnderItself,
    "organisations_organisation_not_own_parent": UnderItself,
    "organisations_organisation_slug_key": AddressTaken,
}


@transaction.atomic
def create(
    *,
    names: Texts,
    kind: str,
    by: Person | None,
    slug: str = "",
    short_name: str = "",
    business_id: str = "",
    country: str = "FI",
    parent: Organisation | None = None,
    email: str = "",
    web_address: str = "",
    postal_address: str = "",
    descriptions: Texts | None = None,
    source: str = "",
) -> Organisation:
    """A new organisation. Without `slug` its address is made of its short name or name.

    Whoever makes one that nobody of theirs stands above becomes its coordinator, so that somebody
    can go on. Refuses with NameMissing, AddressTaken, AddressReserved, BusinessIdWrong,
    BusinessIdTaken, UnderItself. Records organisations.create.
    """
    organisation = Organisation(
        slug=slug or _free_slug(short_name or str(names)),
        names=names,
        kind=Organisation.Kind(kind),
        short_name=short_name.strip(),
        business_id=business_id.strip(),
        country=country.upper(),
        parent=parent,
        email=email.strip(),
        web_address=web_address,
        postal_address=postal_address.strip(),
        descriptions=descriptions or Texts(),
        source=source.strip(),
    )
    _check(organisation)
    if organisation.slug in RESERVED:
        raise AddressReserved
    with refused_by(BY_CONSTRAINT):
        organisation.save(force_insert=True)
    if by is not None and not Organisation.objects.run_by(by).filter(pk=organisation.pk).exists():
        Membership.objects.create(
            organisation=organisation, person=by, role=Membership.Role.COORDINATOR
        )
    _index(organisation)
    history.record(
        "organisations.create",
        on=organisation,
        by=by,
        changes=history.differences(organisation, history.snapshot(Organisation())),
    )
    return organisation


@transaction.atomic
def edit(*, organisation: Organisation, by: Person | None, **changes: Any) -> Organisation:
    """Changes what is said of an organisation: any of kind, names, short_name, descriptions,
    business_id, country, parent, email, web_address, postal_address and source.

    Its address stays as it is. Nothing different, nothing recorded. Refuses with
    OrganisationMerged, NameMissing, BusinessIdWrong, BusinessIdTaken, UnderItself. Records
    organisations.edit.
    """
    unknown = set(changes) - EDITABLE
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    if "parent" in changes:
        lock_tree()
    row = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    if row.merged_into_id is not None:
        raise OrganisationMerged
    before = history.snapshot(row)
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _check(row)
    differences = history.differences(row, before)
    if differences:
        with refused_by(BY_CONSTRAINT):
            row.save()
        _index(row)
        history.record("organisations.edit", on=row, by=by, changes=differences)
    for name in changes:
        setattr(organisation, name, getattr(row, name))
    return row


def lock_tree() -> None:
    """Whoever moves organisations in the tree takes their turn, before any row is locked.

    The database's trigger takes the same lock, whoever comes by another way.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE])


def _check(organisation: Organisation) -> None:
    """What a form may have let through, and an import has not seen."""
    if not organisation.names:
        raise NameMissing
    written = organisation.business_id
    if written and (not ytunnus.is_valid(written) or ytunnus.format(written) != written):
        raise BusinessIdWrong


def _free_slug(name: str) -> str:
    """An address made of the name that nobody has yet; Ä and Ö lose their dots."""
    start = slugify(name)[:70].strip("-") or "organisation"
    if start in RESERVED or start.isdigit():
        start = f"organisation-{start}"
    taken = set(Organisation.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    number, slug = 1, start
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug


def _index(organisation: Organisation) -> None:
    index.put(KIND, organisation.pk, documents_of(organisation))
