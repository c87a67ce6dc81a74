"""Bringing in an existing list of projects: all of it or none."""

import hashlib
import io
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, record_many
from talkoot.kit.refusals import Refused, refused_by
from talkoot.kit.sheets import read_table
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import FundingDecision, ImportBatch, Obligation, Project
from talkoot.projects.operations.obligations import due_day
from talkoot.projects.operations.project import RESERVED_SLUGS, slug_of
from talkoot.projects.queries.import_columns import guessed
from talkoot.projects.queries.import_plan import PlannedRow, plan

AT_ONCE = 1000


class ImportDone(Refused):
    sentence = _("This list has already been brought in.")
    next_step = _("Choose a new file if there is more.")


class ImportHasProblems(Refused):
    sentence = _("Some rows have problems, so nothing was brought in.")
    next_step = _("Correct them in the file and choose it again, or choose the columns anew.")


class ImportMetAnother(Refused):
    sentence = _(
        "Somebody added one of these projects at the same moment, so nothing was brought in."
    )
    next_step = _("Look at the preview again and bring the list in once more.")


def upload_list(*, file: BinaryIO, file_name: str, owner: Organisation, by: Person) -> ImportBatch:
    """Reads a table and keeps its cells for matching and preview; no project is touched.

    Refuses with a `SheetRefused` what cannot be read as a table. The same file by the same person
    for the same organisation continues where it was, unless it has been brought in. Records
    nothing: only what comes of it is history.
    """
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    same = ImportBatch.objects.of(by).filter(sha256=digest, owner=owner, done_at=None).first()
    if same:
        return same
    table = read_table(io.BytesIO(content))
    return ImportBatch.objects.create(
        by=by,
        owner=owner,
        file_name=file_name[-200:],
        sha256=digest,
        headings=table.headings,
        rows=list(zip(table.numbers, table.rows, strict=True)),
        columns={"places": guessed(table.headings), "language": "fi"},
    )


def match_columns(*, batch: ImportBatch, places: dict[str, int], language: str, by: Person) -> None:
    """Says which column means what, and the language of the texts. Refuses with `ImportDone`."""
    changed = ImportBatch.objects.of(by).filter(pk=batch.pk, done_at=None)
    if not changed.update(columns={"places": places, "language": language}):
        raise ImportDone()


def bring_in(*, batch: ImportBatch, by: Person) -> dict[str, int]:
    """Makes a draft project of every new row, in one transaction; what is here already stays as it is.

    Answers with how many were `made` and how many were `here`. Refuses with `ImportDone`,
    `ImportHasProblems`, `ImportMetAnother`. Records `projects.bring_in` on every project made and,
    with the counts, on the organisation. Two lists for one organisation go one after the other: its
    row is locked, and a code stays unique by the database.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.of(by).select_for_update().get(pk=batch.pk)
        if batch.done_at:
            raise ImportDone()
        Organisation.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
        planned = plan(batch, by=by)
        if planned.of("wrong"):
            raise ImportHasProblems()
        rows = planned.of("new")
        with refused_by(
            {
                "projects_project_one_per_code": ImportMetAnother,
                "projects_project_slug_key": ImportMetAnother,
            }
        ):
            projects = _make(rows)
        notes = [f"{batch.file_name}: {row.number}" for row in rows]
        record_many("projects.bring_in", on=projects, by=by, notes=notes)
        result = {"made": len(projects), "here": len(planned.of("here"))}
        batch.result = result
        batch.done_at = timezone.now()
        batch.rows = []  # the projects hold it now
        batch.save(update_fields=["result", "done_at", "rows"])
        record(
            "projects.bring_in",
            on=batch.owner,
            by=by,
            changes={name: [0, number] for name, number in result.items()},
            note=batch.file_name,
        )
    return result


def throw_away(*, batch: ImportBatch, by: Person) -> None:
    """Forgets a list that has not been brought in; one that is already gone is no matter."""
    ImportBatch.objects.of(by).filter(pk=batch.pk, done_at=None).delete()


def _make(rows: list[PlannedRow]) -> list[Project]:
    """The projects of the rows and their parts, in a few statements whatever their number."""
    projects = [_project(row) for row in rows]
    for project, slug in zip(projects, _free_slugs(projects), strict=True):
        project.slug = slug
        project.keep_sort_key()
    Project.objects.bulk_create(projects, batch_size=AT_ONCE)
    pairs = list(zip(projects, rows, strict=True))
    _make_many(pairs, "areas", "area_id")
    _make_many(pairs, "topics", "topic_id")
    FundingDecision.objects.bulk_create(
        [
            FundingDecision(project=project, **_money(row))
            for project, row in pairs
            if any(amount is not None for amount in _money(row).values())
        ],
        batch_size=AT_ONCE,
    )
    duties = {
        programme: list(programme.duties.all())
        for programme in {project.programme for project in projects}
        if programme
    }
    Obligation.objects.bulk_create(
        [
            Obligation(project=project, duty=duty, due_on=due_day(project, duty))
            for project in projects
            if project.programme
            for duty in duties[project.programme]
        ],
        batch_size=AT_ONCE,
    )
    return projects


def _project(row: PlannedRow) -> Project:
    own = {name: value for name, value in row.values.items() if name not in _ELSEWHERE}
    project = Project(**own)
    project.period = row.values["period"]
    return project


_ELSEWHERE = ("period", "areas", "topics", "total_eur", "granted_eur")


def _money(row: PlannedRow) -> dict[str, Decimal | None]:
    return {name: row.values[name] for name in ("total_eur", "granted_eur")}


def _make_many(pairs: list[tuple[Project, PlannedRow]], many: str, column: str) -> None:
    through = getattr(Project, many).through
    through.objects.bulk_create(
        [
            through(**{"project_id": project.pk, column: chosen.pk})
            for project, row in pairs
            for chosen in row.values[many]
        ],
        batch_size=AT_ONCE,
    )


def _free_slugs(projects: list[Project]) -> list[str]:
    taken = {*RESERVED_SLUGS, *Project.objects.values_list("slug", flat=True)}
    chosen = []
    for project in projects:
        slug = start = slug_of(str(project.short_names) or str(project.names))
        number = 1
        while slug in taken:
            number += 1
            slug = f"{start}-{number}"
        taken.add(slug)
        chosen.append(slug)
    return chosen
