"""What the project must do: derived from its programme, or its own; done, open again or waived."""

import secrets
from datetime import date, timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.files import FileKind, kind_of, sha256_of
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Precision
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Obligation, Project
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    last_values,
    refuse_overwriting,
    reread,
)
from talkoot.terms.models import ProgrammeDuty

PROOF_KINDS = (
    FileKind.PDF, FileKind.PNG, FileKind.JPG, FileKind.DOCX, FileKind.XLSX, FileKind.TXT
)  # fmt: skip  # the list reads as one
PROOF_MOST_BYTES = 20 * 1024 * 1024


class ObligationThere(Refused):
    sentence = _("The project has this obligation already.")
    field = "names"


class ObligationUnnamed(Refused):
    sentence = _("Say what has to be done.")
    field = "names"


class ObligationOfProgramme(Refused):
    sentence = _("The programme requires this; it cannot be removed.")
    next_step = _("If it does not concern this project, say so and why.")


class ReasonMissing(Refused):
    sentence = _("Say why this does not concern the project.")
    field = "reason"


class ProofTooLarge(Refused):
    sentence = _("The file is larger than 20 MB.")
    next_step = _("Make it smaller, for example by saving the pictures smaller.")
    field = "proof"


class ProofOfUnknownKind(Refused):
    sentence = _("The file is not one of the kinds that can be kept as proof.")
    next_step = _("Send a PDF, a picture (PNG or JPG), a document (DOCX, XLSX) or plain text.")
    field = "proof"


def derive_obligations(*, project: Project, by: Person | None) -> list[Obligation]:
    """Makes the project's obligations what its programme and period say; returns the new ones.

    Runs by itself when a project is created and when its programme or period changes. What was done,
    waived or proved stays, whatever the programme is now. A day is due only where the project's
    period is known by the day. Records `projects.derive_obligations` if anything changed.
    """
    with changing(project):
        return derive(project, by)


def derive(project: Project, by: Person | None) -> list[Obligation]:
    """`derive_obligations` inside an operation that holds the project's lock already."""
    duties = list(project.programme.duties.all()) if project.programme else []
    wanted = {duty.pk: duty for duty in duties}
    there = {row.duty_id: row for row in project.obligations.filter(duty__isnull=False)}
    gone = [
        row
        for key, row in there.items()
        if key not in wanted and row.done_on is None and not (row.waived_reason or row.proof)
    ]
    new = [
        Obligation(project=project, duty=duty, due_on=due_day(project, duty))
        for key, duty in wanted.items()
        if key not in there
    ]
    moved = []
    for key, duty in wanted.items():
        row = there.get(key)
        due = due_day(project, duty)
        if row is not None and row.done_on is None and row.due_on != due:
            row.due_on = due
            moved.append(row)
    if not (gone or new or moved):
        return []
    removed = [dict(row.duty.names) for row in gone if row.duty]
    project.obligations.filter(pk__in=[row.pk for row in gone]).delete()
    Obligation.objects.bulk_create(new)
    Obligation.objects.bulk_update(moved, ["due_on"])
    added = [dict(row.duty.names) for row in new if row.duty]
    changes = {"obligations": [removed, added]} if removed or added else {}
    record("projects.derive_obligations", on=project, by=by, changes=changes)
    return new


def due_day(project: Project, duty: ProgrammeDuty) -> date | None:
    """When the duty is due in this project, or None where its period is not known by the day."""
    after = timedelta(days=duty.days_after)
    starts, ends = project.period.starts, project.period.ends
    if duty.due in (ProgrammeDuty.Due.AT_END, ProgrammeDuty.Due.AFTER_END):
        return ends.last + after if ends and ends.precision == Precision.DAY else None
    if duty.due == ProgrammeDuty.Due.DURING and not duty.days_after:
        return None
    return starts.first + after if starts and starts.precision == Precision.DAY else None


def add_obligation(
    *, project: Project, names: Texts, by: Person | None, due_on: date | None = None
) -> Obligation:
    """Adds an obligation of the project's own, for example one that its decision names.

    Refuses with ObligationUnnamed, ObligationThere, ProjectArchived, ProjectDeleted.
    Records `projects.add_obligation`.
    """
    with changing(project):
        if not names:
            raise ObligationUnnamed
        if project.obligations.filter(duty=None, names=names).exists():
            raise ObligationThere
        row = Obligation.objects.create(project=project, names=names, due_on=due_on)
        record("projects.add_obligation", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_obligation(
    *,
    obligation: Obligation,
    by: Person | None,
    due_on: date | None,
    names: Texts | None = None,
    seen: int | None = None,
) -> Obligation:
    """Changes when an obligation is due and, where it is the project's own, what it is.

    Refuses with ObligationUnnamed, ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `projects.edit_obligation`.
    """
    with changing(obligation.project) as project:
        reread(obligation)
        before = snapshot(obligation)
        obligation.due_on = due_on
        if names is not None and obligation.duty_id is None:
            if not names:
                raise ObligationUnnamed
            obligation.names = names
        changes = changed(obligation, before)
        if changes:
            refuse_overwriting(project, changes, seen, obligation)
            obligation.save()
            record("projects.edit_obligation", on=project, by=by, part=obligation, changes=changes)
    return obligation


def remove_obligation(*, obligation: Obligation, by: Person | None) -> None:
    """Removes an obligation of the project's own, with its proof.

    Refuses with ObligationOfProgramme, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `projects.remove_obligation`.
    """
    with changing(obligation.project) as project:
        reread(obligation)
        if obligation.duty_id is not None:
            raise ObligationOfProgramme
        record(
            "projects.remove_obligation",
            on=project,
            by=by,
            part=obligation,
            changes=last_values(obligation),
        )
        _forget_file(obligation)
        obligation.delete()


def mark_done(
    *,
    obligation: Obligation,
    done_on: date,
    by: Person | None,
    proof: File | None = None,  # type: ignore[type-arg]  # a file of bytes or an upload alike
    proof_note: str = "",
    seen: int | None = None,
) -> Obligation:
    """Marks the obligation done on a day, with a proof file and a note if there are such.

    The kind of the file is read from its content, never from its name. A new proof takes the place of
    the old one; none given leaves the old. What was waived is waived no more.
    Refuses with ProofTooLarge, ProofOfUnknownKind, ChangedMeanwhile, NoLongerThere, ProjectArchived,
    ProjectDeleted. Records `projects.mark_done`.
    """
    kept = obligation.proof.name
    try:
        return _mark_done(obligation, done_on, by, proof, proof_note, seen)
    except BaseException:
        # Rows are rolled back by the database, a file that was written is not.
        if proof is not None and obligation.proof and obligation.proof.name != kept:
            obligation.proof.storage.delete(str(obligation.proof.name))
        raise


def _mark_done(
    obligation: Obligation,
    done_on: date,
    by: Person | None,
    proof: File | None,  # type: ignore[type-arg]  # as in mark_done
    proof_note: str,
    seen: int | None,
) -> Obligation:
    with changing(obligation.project) as project:
        reread(obligation)
        before = snapshot(obligation)
        obligation.done_on, obligation.waived_reason = done_on, ""
        obligation.proof_note = proof_note.strip()
        if proof is not None:
            _keep_file(obligation, proof)
        changes = changed(obligation, before)
        if changes:
            refuse_overwriting(project, changes, seen, obligation)
            obligation.save()
            record("projects.mark_done", on=project, by=by, part=obligation, changes=changes)
    return obligation


def _keep_file(obligation: Obligation, proof: File) -> None:  # type: ignore[type-arg]  # as in mark_done
    kind = fit_as_proof(proof)
    digest = sha256_of(proof)
    if digest == obligation.proof_sha256:
        return
    _forget_file(obligation)
    obligation.proof_sha256 = digest
    obligation.proof_name = (proof.name or "").replace("\\", "/").split("/")[-1][-200:]
    obligation.proof.save(f"{secrets.token_hex(16)}.{kind.value}", proof, save=False)


def fit_as_proof(proof: File) -> FileKind:  # type: ignore[type-arg]  # as in mark_done
    """The kind of a file that can be kept as proof. Refuses with ProofTooLarge, ProofOfUnknownKind."""
    if proof.size > PROOF_MOST_BYTES:
        raise ProofTooLarge
    kind = kind_of(proof)
    if kind not in PROOF_KINDS:
        raise ProofOfUnknownKind
    return kind


def mark_open(*, obligation: Obligation, by: Person | None) -> Obligation:
    """Opens again what was done or waived; the proof stays with it.

    Refuses with NoLongerThere, ProjectArchived, ProjectDeleted. Records `projects.mark_open`.
    """
    with changing(obligation.project) as project:
        reread(obligation)
        before = snapshot(obligation)
        obligation.done_on, obligation.waived_reason = None, ""
        changes = changed(obligation, before)
        if changes:
            obligation.save()
            record("projects.mark_open", on=project, by=by, part=obligation, changes=changes)
    return obligation


def waive(*, obligation: Obligation, reason: str, by: Person | None) -> Obligation:
    """Notes that the obligation does not concern this project, and why.

    Refuses with ReasonMissing, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `projects.waive`.
    """
    with changing(obligation.project) as project:
        reread(obligation)
        if not reason.strip():
            raise ReasonMissing
        before = snapshot(obligation)
        obligation.done_on, obligation.waived_reason = None, reason.strip()
        changes = changed(obligation, before)
        if changes:
            obligation.save()
            record("projects.waive", on=project, by=by, part=obligation, changes=changes)
    return obligation


def _forget_file(obligation: Obligation) -> None:
    """Removes the proof's file once the change is certain."""
    if obligation.proof:
        storage, name = obligation.proof.storage, str(obligation.proof.name)
        transaction.on_commit(lambda: storage.delete(name))
        obligation.proof.name = ""
        obligation.proof_name, obligation.proof_sha256 = "", ""
