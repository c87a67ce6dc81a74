"""Obligations: derived, done with a proof, opened, waived."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import Obligation, Project
from talkoot.projects.operations import changing, obligations
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period
from talkoot.terms.models import Programme

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 poster"


@pytest.fixture
def by() -> Person:
    return factories.person()


@pytest.fixture
def programme(db: None) -> Programme:
    programme = factories.programme()
    factories.duty(programme, "Juliste", due="at_start", days_after=30)
    factories.duty(programme, "Verkkoteksti", due="during")
    factories.duty(programme, "Loppuraportti", due="at_end", days_after=120)
    return programme


def due(project: Project) -> dict[str, date | None]:
    return {str(row): row.due_on for row in project.obligations.select_related("duty")}


# --- derived ------------------------------------------------------------------------------------------
def test_days_are_due_where_the_period_is_known_by_the_day(
    by: Person, programme: Programme
) -> None:
    project = factories.project(programme=programme, period=period("2.3.2020", "2022"))
    made = operations.derive_obligations(project=project, by=by)
    assert len(made) == 3
    assert due(project) == {
        "Juliste": date(2020, 4, 1),
        "Verkkoteksti": None,
        "Loppuraportti": None,
    }
    operations.edit(project=project, by=by, period=period("1.3.2020", "28.2.2022"))
    assert due(project) == {
        "Juliste": date(2020, 3, 31),
        "Verkkoteksti": None,
        "Loppuraportti": date(2022, 6, 28),
    }


def test_deriving_again_changes_nothing(by: Person, programme: Programme) -> None:
    project = factories.project(programme=programme)
    operations.derive_obligations(project=project, by=by)
    assert operations.derive_obligations(project=project, by=by) == []
    assert Entry.objects.of(project).count() == 1


def test_another_programme_takes_the_open_ones_away_and_leaves_what_was_done(
    by: Person, programme: Programme
) -> None:
    project = factories.project(programme=programme)
    operations.derive_obligations(project=project, by=by)
    done = project.obligations.get(duty__due="at_start")
    waived = project.obligations.get(duty__due="during")
    operations.mark_done(obligation=done, done_on=date(2021, 2, 1), by=by)
    operations.waive(obligation=waived, reason="Ei verkkosivuja.", by=by)
    own = operations.add_obligation(project=project, names=Texts(fi="Oma"), by=by)
    other = factories.programme("Toinen ohjelma")
    factories.duty(other, "Avausviesti")
    operations.edit(project=project, by=by, programme=other)
    assert set(due(project)) == {str(done), str(waived), str(own), "Avausviesti"}
    entry = Entry.objects.of(project).filter(verb="projects.derive_obligations").first()
    assert entry is not None
    assert entry.changes == {"obligations": [[{"fi": "Loppuraportti"}], [{"fi": "Avausviesti"}]]}


# --- own ----------------------------------------------------------------------------------------------
def test_an_obligation_of_the_projects_own(by: Person) -> None:
    project = factories.project()
    row = operations.add_obligation(
        project=project, names=Texts(fi="Innokylä"), due_on=date(2022, 5, 1), by=by
    )
    with pytest.raises(obligations.ObligationThere):
        operations.add_obligation(project=project, names=Texts(fi="Innokylä"), by=by)
    with pytest.raises(obligations.ObligationUnnamed):
        operations.add_obligation(project=project, names=Texts(), by=by)
    operations.edit_obligation(obligation=row, names=Texts(fi="Uusi"), due_on=None, by=by)
    assert (str(row), row.due_on) == ("Uusi", None)
    operations.remove_obligation(obligation=row, by=by)
    assert project.obligations.count() == 0


def test_what_the_programme_requires_keeps_its_words_and_is_not_removed(
    by: Person, programme: Programme
) -> None:
    project = factories.project(programme=programme)
    operations.derive_obligations(project=project, by=by)
    row = project.obligations.get(due_on=None, duty__due="during")
    operations.edit_obligation(
        obligation=row, names=Texts(fi="Muuta"), due_on=date(2022, 1, 1), by=by
    )
    assert (str(row), row.due_on) == ("Verkkoteksti", date(2022, 1, 1))
    with pytest.raises(obligations.ObligationOfProgramme):
        operations.remove_obligation(obligation=row, by=by)


# --- done ---------------------------------------------------------------------------------------------
def done(row: Obligation, by: Person, content: bytes | None = None, **fields: Any) -> Obligation:
    proof = None if content is None else ContentFile(content, fields.pop("name", "juliste.pdf"))
    fields.setdefault("done_on", date(2021, 3, 1))
    return operations.mark_done(obligation=row, by=by, proof=proof, **fields)


def test_a_proof_is_kept_under_a_name_that_nobody_chose(
    by: Person, django_capture_on_commit_callbacks: Any
) -> None:
    row = factories.obligation(factories.project())
    done(row, by, PDF, name="C:\\kuvat\\juliste seinällä.exe", proof_note="Aulassa")
    row.refresh_from_db()
    assert (row.done_on, row.proof_name, row.proof_note) == (
        date(2021, 3, 1),
        "juliste seinällä.exe",
        "Aulassa",
    )
    stored = str(row.proof.name)
    assert stored.endswith(".pdf")
    assert "juliste" not in stored
    assert row.proof_sha256 == hashlib.sha256(PDF).hexdigest()
    assert row.proof.read() == PDF
    with django_capture_on_commit_callbacks(execute=True):
        done(row, by, b"%PDF-1.7 another")
    assert not default_storage.exists(stored)
    assert default_storage.exists(str(row.proof.name))
    kept = row.proof.name
    with django_capture_on_commit_callbacks(execute=True):
        done(row, by, None, done_on=date(2021, 4, 1))
        done(row, by, b"%PDF-1.7 another")
    assert row.proof.name == kept
    assert default_storage.exists(str(kept))


@pytest.mark.parametrize("content", [b"MZ\x90\x00 program", b"", b"<html>\x00"])
def test_a_file_that_is_no_proof_leaves_everything_as_it_was(by: Person, content: bytes) -> None:
    row = factories.obligation(factories.project())
    with pytest.raises(obligations.ProofOfUnknownKind):
        done(row, by, content)
    row.refresh_from_db()
    assert (row.done_on, bool(row.proof), Entry.objects.count()) == (None, False, 0)


def test_a_file_too_large_is_refused(by: Person) -> None:
    row = factories.obligation(factories.project())
    with pytest.raises(obligations.ProofTooLarge):
        done(row, by, b"%PDF-" + b"x" * obligations.PROOF_MOST_BYTES)


def test_a_refused_change_leaves_no_file_behind(by: Person) -> None:
    project = factories.project()
    row = factories.obligation(project)
    done(row, by, None, seen=0)
    with pytest.raises(changing.ChangedMeanwhile):
        done(row, by, PDF, done_on=date(2021, 5, 5), seen=0)
    assert not default_storage.exists("projects") or list(_files("projects")) == []


def _files(folder: str) -> list[str]:
    folders, files = default_storage.listdir(folder)
    return [*files, *(name for inner in folders for name in _files(f"{folder}/{inner}"))]


def test_done_waived_and_open_again(by: Person) -> None:
    project = factories.project()
    row = factories.obligation(project)
    done(row, by)
    operations.waive(obligation=row, reason=" Ei koske. ", by=by)
    assert (row.done_on, row.waived_reason) == (None, "Ei koske.")
    done(row, by)
    assert (row.done_on, row.waived_reason) == (date(2021, 3, 1), "")
    operations.mark_open(obligation=row, by=by)
    operations.mark_open(obligation=row, by=by)
    assert row.done_on is None
    with pytest.raises(obligations.ReasonMissing):
        operations.waive(obligation=row, reason="  ", by=by)
    verbs = Entry.objects.of(project).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "projects.mark_done",
        "projects.waive",
        "projects.mark_done",
        "projects.mark_open",
    ]


def test_removing_an_obligation_removes_its_proof(
    by: Person, django_capture_on_commit_callbacks: Any
) -> None:
    row = factories.obligation(factories.project())
    done(row, by, PDF)
    stored = str(row.proof.name)
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_obligation(obligation=row, by=by)
    assert not default_storage.exists(stored)
