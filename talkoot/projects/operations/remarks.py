"""Where the project's facts come from, and where sources differ."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project, Remark
from talkoot.projects.operations.changing import (
    changing,
    first_values,
    keep_changes,
    last_values,
    reread,
)

ABOUT = {
    "all": _("the whole project"),
    "period": _("the period"),
    "funding": _("the funding"),
    "budget": _("the budget"),
    "partners": _("the partners"),
    "goals": _("the goals"),
    "themes": _("the themes"),
    "areas": _("the areas"),
    "events": _("the events"),
}
"""What a remark may be about: the part of the page that it stands beside."""
EDITABLE = frozenset({"about", "texts", "source", "is_uncertain"})


class RemarkEmpty(Refused):
    sentence = _("Write the remark, or where the fact comes from.")
    field = "texts"


class RemarkThere(Refused):
    sentence = _("The project has this remark already.")
    field = "texts"


def add_remark(
    *,
    project: Project,
    about: str,
    texts: Texts,
    by: Person | None,
    source: str = "",
    is_uncertain: bool = False,
) -> Remark:
    """Adds a remark beside the part of the page that `about` names (a key of ABOUT).

    Refuses with RemarkEmpty, RemarkThere, ProjectArchived, ProjectDeleted.
    Records `projects.add_remark`.
    """
    if about not in ABOUT:
        raise ValueError(f"not a part of the page: {about}")
    with changing(project):
        if not texts and not source.strip():
            raise RemarkEmpty
        if project.remarks.filter(about=about, texts=texts, source=source).exists():
            raise RemarkThere
        row = Remark.objects.create(
            project=project, about=about, texts=texts, source=source, is_uncertain=is_uncertain
        )
        record("projects.add_remark", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_remark(
    *, remark: Remark, by: Person | None, seen: int | None = None, **changes: Any
) -> Remark:
    """Changes a remark.

    Refuses with RemarkEmpty, ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `projects.edit_remark`.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a remark: {', '.join(sorted(unknown))}")
    with changing(remark.project) as project:
        reread(remark)
        before = snapshot(remark)
        for name, value in changes.items():
            setattr(remark, name, value)
        if not remark.texts and not remark.source.strip():
            raise RemarkEmpty
        keep_changes(remark, before, of=project, verb="projects.edit_remark", by=by, seen=seen)
    return remark


def remove_remark(*, remark: Remark, by: Person | None) -> None:
    """Removes a remark. Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.

    Records `projects.remove_remark`.
    """
    with changing(remark.project) as project:
        reread(remark)
        changes = last_values(remark)
        record("projects.remove_remark", on=project, by=by, part=remark, changes=changes)
        remark.delete()
