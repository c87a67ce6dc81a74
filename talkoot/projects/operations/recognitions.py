"""Prizes, selections and mentions that the project has been given."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period
from talkoot.kit.refusals import Refused, refused_by
from talkoot.people.models import Person
from talkoot.projects.models import Project, Recognition
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    last_values,
    refuse_overwriting,
    reread,
)

EDITABLE = frozenset({"names", "given_by", "web_address", "period"})


class RecognitionUnnamed(Refused):
    sentence = _("Name the recognition in at least one language.")
    field = "names"


class RecognitionThere(Refused):
    sentence = _("The project has this recognition already.")
    field = "names"


class RecognitionEndsBeforeStart(Refused):
    sentence = _("The end is before the start.")
    field = "ends"


REFUSALS: dict[str, type[Refused]] = {
    "projects_recognition_ends_after_start": RecognitionEndsBeforeStart
}


def add_recognition(
    *,
    project: Project,
    names: Texts,
    by: Person | None,
    given_by: Texts | None = None,
    period: Period | None = None,
    web_address: str = "",
) -> Recognition:
    """Adds a recognition; its period is when it was given, as exactly as it is known.

    Refuses with RecognitionUnnamed, RecognitionThere, RecognitionEndsBeforeStart, ProjectArchived,
    ProjectDeleted. Records `projects.add_recognition`.
    """
    with changing(project):
        if not names:
            raise RecognitionUnnamed
        row = Recognition(
            project=project, names=names, given_by=given_by or Texts(), web_address=web_address
        )
        row.period = period or Period()
        if project.recognitions.filter(names=names, starts_on=row.starts_on).exists():
            raise RecognitionThere
        with refused_by(REFUSALS):
            row.save()
        record("projects.add_recognition", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_recognition(
    *, recognition: Recognition, by: Person | None, seen: int | None = None, **changes: Any
) -> Recognition:
    """Changes what is said of a recognition.

    Refuses with RecognitionUnnamed, RecognitionEndsBeforeStart, ChangedMeanwhile, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `projects.edit_recognition`.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a recognition: {', '.join(sorted(unknown))}")
    with changing(recognition.project) as project:
        reread(recognition)
        before = snapshot(recognition)
        for name, value in changes.items():
            setattr(recognition, name, value)
        if not recognition.names:
            raise RecognitionUnnamed
        differing = changed(recognition, before)
        if differing:
            refuse_overwriting(project, differing, seen, recognition)
            with refused_by(REFUSALS):
                recognition.save()
            record(
                "projects.edit_recognition", on=project, by=by, part=recognition, changes=differing
            )
    return recognition


def remove_recognition(*, recognition: Recognition, by: Person | None) -> None:
    """Removes a recognition. Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.

    Records `projects.remove_recognition`.
    """
    with changing(recognition.project) as project:
        reread(recognition)
        changes = last_values(recognition)
        record("projects.remove_recognition", on=project, by=by, part=recognition, changes=changes)
        recognition.delete()
