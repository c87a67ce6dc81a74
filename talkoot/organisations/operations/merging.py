"""Two organisations that turn out to be one: everything of the one moves to the other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import Membership, Organisation
from talkoot.organisations.operations.members import change_member, end_membership
from talkoot.organisations.operations.organisation import OrganisationMerged, lock_tree
from talkoot.organisations.queries.documents import KIND, documents_of
from talkoot.people.models import Person
from talkoot.search import index

TAKEN_OVER = ("business_id", "short_name", "email", "web_address", "postal_address", "source")
"""What the one that stays takes from the duplicate where it has nothing itself."""


class SameOrganisation(Refused):
    sentence = _("An organisation cannot be merged into itself.")
    next_step = _("Choose the other one.")
    field = "into"


class DifferentBusinessIds(Refused):
    sentence = _("The two have different business ids, so they are two organisations.")
    next_step = _("If one of the numbers is wrong, correct it first.")
    field = "into"


class MergeStuck(Refused):
    sentence = _("Both have “{what}”, and the two do not go together.")
    next_step = _("Change one of them so that they agree, and merge then.")


@dataclass
class Merge:
    """What a merge moved, and what both had and stays once, by model."""

    moved: Counter[type[models.Model]] = field(default_factory=Counter)
    folded: Counter[type[models.Model]] = field(default_factory=Counter)

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """The things' name in the plural, how many move, how many both have; by name."""
        found = [
            (str(model._meta.verbose_name_plural), self.moved[model], self.folded[model])
            for model in {**self.moved, **self.folded}
        ]
        return sorted(found)


class _OnlyLooking(Exception):
    """Takes back a merge that was only tried."""


def preview_merge(*, duplicate: Organisation, into: Organisation) -> Merge:
    """What `merge` would do now, found by doing it and taking it back. Refuses as it does.

    Changes nothing and records nothing.
    """
    found = Merge()
    try:
        with transaction.atomic():
            found = merge(duplicate=duplicate, into=into, by=None)
            raise _OnlyLooking
    except _OnlyLooking:
        return found


@transaction.atomic
def merge(*, duplicate: Organisation, into: Organisation, by: Person | None) -> Merge:
    """Moves all that belongs to `duplicate` to `into`; the duplicate's address leads there from now.

    What both have (a role in one project, an area, a member) stays once, and what belonged to it
    moves along; of two roles of a person the stronger stays. `into` takes the languages of names
    and the plain facts that it lacks. Refuses with SameOrganisation, OrganisationMerged,
    DifferentBusinessIds, MergeStuck. Records organisations.merge on both.
    """
    if duplicate.pk == into.pk:
        raise SameOrganisation
    lock_tree()
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    pair = {row.pk: row for row in locked.filter(pk__in=(duplicate.pk, into.pk))}
    old, new = pair[duplicate.pk], pair[into.pk]
    if old.merged_into_id or new.merged_into_id:
        raise OrganisationMerged
    if old.business_id and new.business_id and old.business_id != new.business_id:
        raise DifferentBusinessIds
    _take_its_place_in_the_tree(old, new)
    _settle_members(old, new, by)
    done = Merge()
    _move_rows(old, new, done)

    before, before_old = history.snapshot(new), history.snapshot(old)
    _fill_in(new, old, TAKEN_OVER)
    new.names = Texts({**old.names, **new.names})
    new.descriptions = Texts({**old.descriptions, **new.descriptions})
    old.merged_into, old.parent = new, None
    old.save()
    new.save()
    history.record(
        "organisations.merge", on=old, by=by, part=new, changes=history.differences(old, before_old)
    )
    history.record(
        "organisations.merge", on=new, by=by, part=old, changes=history.differences(new, before)
    )
    index.put(KIND, old.pk, [])
    index.put(KIND, new.pk, documents_of(new))
    return done


def _take_its_place_in_the_tree(old: Organisation, new: Organisation) -> None:
    """When the one that stays is below the duplicate, it moves up to where the duplicate was.

    Otherwise the duplicate's children, which may stand above it, would close a circle.
    """
    if Organisation.objects.below(old).filter(pk=new.pk).exists():
        new.parent = old.parent
        new.save(update_fields=["parent"])


def _settle_members(old: Organisation, new: Organisation, by: Person | None) -> None:
    """Whoever belongs to both keeps one live membership, with the stronger role."""
    theirs = {row.person_id: row for row in Membership.objects.live().filter(organisation=old)}
    own = Membership.objects.live().filter(organisation=new, person_id__in=theirs)
    for stays in own:
        other = theirs[stays.person_id]
        role = (
            Membership.Role.COORDINATOR
            if Membership.Role.COORDINATOR in (stays.role, other.role)
            else stays.role
        )
        change_member(membership=stays, role=role, title=stays.title or other.title, by=by)
        end_membership(membership=other, by=by)


# --- rows of any area that point here ----------------------------------------------------------
def _move_rows(old: models.Model, new: models.Model, done: Merge) -> None:
    """Points every row of every model from the one to the other, whichever area it belongs to."""
    for model, name in _pointing_at(type(old)):
        for row in model._base_manager.filter(**{name: old}).order_by("pk"):
            _move_row(row, name, new, done)


def _pointing_at(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            assert not isinstance(relation.related_model, str)
            # A view follows the rows by itself.
            if relation.related_model._meta.managed:
                yield relation.related_model, relation.field.name


def _move_row(row: models.Model, name: str, new: models.Model, done: Merge) -> None:
    """Moves one row, or folds it into the one that the other side has of the same thing."""
    model = type(row)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{name: new})
    except IntegrityError as breach:
        twin = _twin_of(row, name, new, breach)
        if twin is None:
            raise MergeStuck(what=model._meta.verbose_name) from breach
        _move_rows(row, twin, done)
        empty = [known.name for known in model._meta.concrete_fields if known.name != name]
        _fill_in(twin, row, empty)
        twin.save()
        row.delete()
        done.folded[model] += 1
    else:
        done.moved[model] += 1


def _twin_of(
    row: models.Model, name: str, new: models.Model, breach: IntegrityError
) -> models.Model | None:
    """The row of the other side that holds the place: by the constraint that refused, or alike."""
    model = type(row)
    constraint = getattr(getattr(breach.__cause__, "diag", None), "constraint_name", None)
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, model._meta.db_table)
    about: dict[str, Any] = {**known[constraint]} if constraint in known else {}
    columns = about.get("columns") if about.get("unique") else None
    compared = [column for column in model._meta.concrete_fields if not column.primary_key]
    if columns and None not in columns:
        compared = [column for column in compared if column.column in columns]
    same: dict[str, Any] = {column.attname: getattr(row, column.attname) for column in compared}
    if model._meta.get_field(name).attname in same:  # type: ignore[union-attr]  # a foreign key has one
        same[model._meta.get_field(name).attname] = new.pk  # type: ignore[union-attr]  # the same
    others = model._base_manager.filter(**same).exclude(pk=row.pk)
    for declared in model._meta.constraints:
        if isinstance(declared, models.UniqueConstraint) and declared.name == constraint:
            others = others.filter(declared.condition) if declared.condition else others
    return others.first()


def _fill_in(row: models.Model, other: models.Model, names: Any) -> None:
    """Takes from the other what the row has nothing of."""
    for name in names:
        if getattr(row, name) in (None, "", {}, []):
            setattr(row, name, getattr(other, name))
