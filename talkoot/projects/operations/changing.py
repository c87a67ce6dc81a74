"""How every operation on a project begins and ends: the row locked, the index and the clock kept true."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.models import Entry
from talkoot.history.record import Snapshot, differences, record
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.queries.documents import KIND, documents_of
from talkoot.search import index

Changes = dict[str, list[Any]]


class ProjectDeleted(Refused):
    sentence = _("The project has been deleted.")
    next_step = _("Bring it back first from the list of deleted projects.")


class ProjectArchived(Refused):
    sentence = _("The project is in the archive and is not changed any more.")
    next_step = _("Take it from the archive first.")


class NoLongerThere(Refused):
    sentence = _("Somebody has removed this meanwhile.")
    next_step = _("Go back to the list and look at it as it is now.")


class PartOfAnotherProject(Refused):
    sentence = _("This belongs to another project.")
    next_step = _("Open the project that it belongs to.")


class ChangedMeanwhile(Refused):
    """Somebody saved the same fields after the person opened the page; `fields` names them."""

    sentence = _("Somebody else has saved this after you opened the page: {what}.")
    next_step = _(
        "Your own text is still below and nothing is lost. Compare the two and save again."
    )

    def __init__(self, fields: list[str], labels: Iterable[object]) -> None:
        super().__init__(what=", ".join(str(label) for label in labels))
        self.fields = fields


@contextmanager
def changing(
    project: Project, *, archived_too: bool = False, deleted_too: bool = False
) -> Iterator[Project]:
    """One transaction in which nobody else changes this project; `project` is read anew.

    The project's row is always locked first, so two operations never wait for each other in a
    circle. At the end the search index holds what the project now says.
    Refuses with ProjectDeleted, and with ProjectArchived unless `archived_too`.
    """
    with transaction.atomic():
        # no_key: others may still add rows that point here; a second change of the project waits.
        try:
            project.refresh_from_db(from_queryset=Project.objects.select_for_update(no_key=True))
        except Project.DoesNotExist:
            raise ProjectDeleted from None
        if project.deleted_at is not None and not deleted_too:
            raise ProjectDeleted
        if project.archived_at is not None and not archived_too:
            raise ProjectArchived
        yield project
        Project.objects.filter(pk=project.pk).update(changed_at=timezone.now())
        index.put(KIND, project.pk, documents_of(project))


def reread(part: models.Model) -> None:
    """Reads a part anew under its project's lock. Refuses with NoLongerThere."""
    try:
        part.refresh_from_db()
    except type(part).DoesNotExist:  # type: ignore[attr-defined]  # every model class has its own
        raise NoLongerThere from None


def same_project(project: Project, part: Any) -> None:
    """Refuses with PartOfAnotherProject, so that rows of two projects are never tied together."""
    if part is not None and part.project_id != project.pk:
        raise PartOfAnotherProject


def changed(row: models.Model, before: Snapshot) -> Changes:
    """What differs in what a person may edit; a date goes with its precision."""
    found = _editable(row, differences(row, before))
    for name in list(found):
        other = _PAIRED.get(name)
        if other and other not in found:
            now = getattr(row, other)
            was = before.get(other)
            found[other] = [was, now if isinstance(now, str | None) else now.isoformat()]
    return found


def first_values(row: models.Model) -> Changes:
    """What a new row holds, empty fields left out."""
    found = _editable(row, differences(row, {}))
    kept = {name: value for name, value in found.items() if value[1] not in (None, "", [], {})}
    for date, precision in (("starts_on", "starts_precision"), ("ends_on", "ends_precision")):
        if date not in kept:
            kept.pop(precision, None)
    return kept


def last_values(row: models.Model) -> Changes:
    """What a row held that is being removed."""
    return {name: [value[1], value[0]] for name, value in first_values(row).items()}


_PAIRED = {
    "starts_on": "starts_precision",
    "starts_precision": "starts_on",
    "ends_on": "ends_precision",
    "ends_precision": "ends_on",
}
_NOT_TOLD = {"project", "person", "position", "partnership_id", "decision", "proof", "proof_sha256"}


def _editable(row: models.Model, found: dict[str, list[Any]]) -> Changes:
    return {
        name: value
        for name, value in found.items()
        if name not in _NOT_TOLD and row._meta.get_field(name).editable
    }


def refuse_overwriting(
    project: models.Model, changes: Changes, seen: int | None, part: models.Model | None = None
) -> None:
    """Refuses with ChangedMeanwhile if a field in `changes` was saved after history entry `seen` of
    the project, or of another row that has a history of its own.

    Fields that others left alone are free: two people on one page meet only where both wrote.
    """
    if seen is None or not changes:
        return
    later = Entry.objects.of(project).filter(
        pk__gt=seen,
        part=part._meta.label_lower if part is not None else "",
        part_id=part.pk if part is not None else None,
    )
    touched = {name for entry in later for name in entry.changes}
    both = [name for name in changes if name in touched]
    if both:
        model = type(part if part is not None else project)
        raise ChangedMeanwhile(both, dict.fromkeys(_label(model, name) for name in both))


def keep_changes(
    part: models.Model,
    before: Snapshot,
    *,
    of: Project,
    verb: str,
    by: Person | None,
    seen: int | None = None,
) -> bool:
    """Saves what of a part differs now, if anything, and records it as `verb` on its project, which is
    held. Returns whether anything differed. Refuses with ChangedMeanwhile."""
    differing = changed(part, before)
    if differing:
        refuse_overwriting(of, differing, seen, part)
        part.save()
        record(verb, on=of, by=by, part=part, changes=differing)
    return bool(differing)


def _label(model: type[models.Model], name: str) -> object:
    if name in _PAIRED:
        return _("period")
    try:
        return getattr(model._meta.get_field(name), "verbose_name", name)
    except FieldDoesNotExist:
        return name
