"""Under which headings the project reports: taken from a ready set, and the project's own."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    refuse_overwriting,
    reread,
    same_project,
)
from talkoot.projects.operations.ordering import move_among, next_position
from talkoot.reports.models import ReportHeading

SETS = Path(__file__).parents[1] / "vocabularies" / "headings.toml"


class HeadingUnnamed(Refused):
    sentence = _("Write the heading.")
    field = "names"


class HeadingSetUnknown(Refused):
    sentence = _("There is no such ready set of headings.")
    next_step = _("Choose one of the sets on the page.")
    field = "form"


@cache
def heading_sets() -> dict[str, dict[str, Any]]:
    """The ready sets of headings by their codes: `names`, `note` and `headings`, in order."""
    told: dict[str, dict[str, Any]] = tomllib.loads(SETS.read_text("utf-8"))
    return told


def set_up_headings(*, project: Project, form: str, by: Person | None) -> list[ReportHeading]:
    """Adds the headings of a ready set that the project has not; returns those that were added.

    A heading is known by its code, so two sets share those that ask the same, and texts of earlier
    reports are found. One that had been retired comes back as the project had written it.
    Refuses with HeadingSetUnknown, ProjectArchived, ProjectDeleted.
    Records `reports.set_up_headings` if anything was added.
    """
    wanted = heading_sets().get(form)
    if wanted is None:
        raise HeadingSetUnknown
    with changing(project):
        there = {row.code: row for row in project.report_headings.all()}
        back = [
            there[one["code"]]
            for one in wanted["headings"]
            if one["code"] in there and there[one["code"]].retired_at is not None
        ]
        for row in back:
            row.retired_at = None
            row.save(update_fields=["retired_at"])
        first = next_position(project.report_headings.all())
        added = ReportHeading.objects.bulk_create(
            ReportHeading(
                project=project,
                code=one["code"],
                names=Texts(one["names"]),
                help_texts=Texts(one.get("help", {})),
                position=first + number,
            )
            for number, one in enumerate(wanted["headings"])
            if one["code"] not in there
        )
        if added or back:
            names = [dict(row.names) for row in [*added, *back]]
            record("reports.set_up_headings", on=project, by=by, changes={"headings": [[], names]})
    return [*added, *back]


def add_heading(
    *,
    project: Project,
    names: Texts,
    by: Person | None,
    help_texts: Texts | None = None,
    limit: int | None = None,
) -> ReportHeading:
    """Adds a heading of the project's own at the end; `limit` is in characters.

    Refuses with HeadingUnnamed, ProjectArchived, ProjectDeleted. Records `reports.add_heading`.
    """
    with changing(project):
        if not names:
            raise HeadingUnnamed
        position = next_position(project.report_headings.all())
        row = ReportHeading.objects.create(
            project=project,
            code=_free_code(project),
            names=names,
            help_texts=help_texts or Texts(),
            limit=limit,
            position=position,
        )
        record("reports.add_heading", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_heading(
    *,
    heading: ReportHeading,
    names: Texts,
    by: Person | None,
    help_texts: Texts | None = None,
    limit: int | None = None,
    seen: int | None = None,
) -> ReportHeading:
    """Changes a heading's words and limit; frozen reports keep the words they were frozen with.

    Refuses with HeadingUnnamed, ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.edit_heading`.
    """
    with changing(heading.project) as project:
        reread(heading)
        if not names:
            raise HeadingUnnamed
        before = snapshot(heading)
        heading.names, heading.limit = names, limit
        if help_texts is not None:
            heading.help_texts = help_texts
        changes = changed(heading, before)
        if changes:
            refuse_overwriting(project, changes, seen, heading)
            heading.save()
            record("reports.edit_heading", on=project, by=by, part=heading, changes=changes)
    return heading


def retire_heading(*, heading: ReportHeading, by: Person | None) -> None:
    """Takes a heading from coming reports; what was written under it stays.

    Refuses with NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.retire_heading`,
    once.
    """
    with changing(heading.project) as project:
        reread(heading)
        if heading.retired_at is None:
            heading.retired_at = timezone.now()
            heading.save(update_fields=["retired_at"])
            record("reports.retire_heading", on=project, by=by, part=heading)


def bring_back_heading(*, heading: ReportHeading, by: Person | None) -> None:
    """Takes a retired heading into coming reports again.

    Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.bring_back_heading`, once.
    """
    with changing(heading.project) as project:
        reread(heading)
        if heading.retired_at is not None:
            heading.retired_at = None
            heading.save(update_fields=["retired_at"])
            record("reports.bring_back_heading", on=project, by=by, part=heading)


def move_heading(*, heading: ReportHeading, steps: int, by: Person | None) -> None:
    """Moves a heading so many places down (up when negative) among those in use.

    Refuses with NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.move_heading` if it
    moved.
    """
    with changing(heading.project) as project:
        reread(heading)
        same_project(project, heading)
        rows = project.report_headings.filter(retired_at=None)
        if not rows.filter(pk=heading.pk).exists():
            return
        changes = move_among(rows, heading, steps)
        if changes:
            record("reports.move_heading", on=project, by=by, part=heading, changes=changes)


def _free_code(project: Project) -> str:
    taken = set(project.report_headings.values_list("code", flat=True))
    number = len(taken) + 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"
