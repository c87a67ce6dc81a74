"""Publishing and taking back, archiving, deleting and the ways back; what is found by searching."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import Project
from talkoot.projects.operations import changing, publishing
from talkoot.projects.tests import factories
from talkoot.search.models import Entry as Found

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person()


def verbs(of: Project) -> list[str]:
    return list(Entry.objects.of(of).order_by("pk").values_list("verb", flat=True))


def is_public(project: Project) -> bool:
    return Project.objects.visible_to(AnonymousUser()).filter(pk=project.pk).exists()


def test_publishing_and_taking_back(by: Person) -> None:
    project = factories.project()
    for _ in range(2):
        operations.publish(project=project, by=by)
    assert (is_public(project), Found.objects.filter(row_id=project.pk).count()) == (True, 1)
    for _ in range(2):
        operations.take_back(project=project, by=by)
    assert (is_public(project), Found.objects.filter(row_id=project.pk).count()) == (False, 0)
    assert verbs(project) == ["projects.publish", "projects.take_back"]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"names": Texts()}, publishing.NameMissing),
        ({"summaries": Texts()}, publishing.SummaryMissing),
        ({"programme": {"statement": Texts()}}, publishing.StatementMissing),
    ],
)
def test_a_project_is_not_public_without_what_it_needs(
    by: Person, fields: dict[str, Any], refusal: type[Refused]
) -> None:
    if "programme" in fields:
        fields = {"programme": factories.programme(**fields["programme"])}
    project = factories.project(**fields)
    assert operations.missing_for_publishing(project=project) == [refusal]
    with pytest.raises(refusal):
        operations.publish(project=project, by=by)
    assert (is_public(project), verbs(project)) == (False, [])


def test_a_statement_of_its_own_does_instead_of_the_programmes(by: Person) -> None:
    project = factories.project(
        programme=factories.programme(statement=Texts()),
        funding_statement=Texts(fi="Rahoittaja X."),
    )
    operations.publish(project=project, by=by)
    assert is_public(project)


@pytest.mark.parametrize("funding", ["none", "not_known"])
def test_a_project_may_have_no_funder_or_one_not_known(by: Person, funding: str) -> None:
    project = factories.project(funding=funding)
    operations.publish(project=project, by=by)
    assert is_public(project)


def test_a_public_project_stays_fit_when_its_programme_changes(by: Person) -> None:
    project = factories.project(published=True)
    silent = factories.programme(statement=Texts())
    with pytest.raises(publishing.StatementMissing):
        operations.edit(project=project, by=by, programme=silent)
    assert Project.objects.get(pk=project.pk).programme is None


def test_an_archived_project_is_seen_and_not_changed(by: Person) -> None:
    project = factories.project(published=True)
    operations.archive(project=project, by=by)
    operations.archive(project=project, by=by)
    assert is_public(project)
    with pytest.raises(changing.ProjectArchived):
        operations.edit(project=project, by=by, code="S1")
    operations.take_from_archive(project=project, by=by)
    operations.take_from_archive(project=project, by=by)
    operations.edit(project=project, by=by, code="S1")
    assert verbs(project) == [
        "projects.archive",
        "projects.take_from_archive",
        "projects.edit",
    ]


def test_a_deleted_project_is_seen_by_nobody_and_comes_back_as_it_was(by: Person) -> None:
    project = factories.project(published=True)
    factories.team_member(project, by)
    operations.delete(project=project, by=by)
    operations.delete(project=project, by=by)
    assert (is_public(project), Found.objects.count()) == (False, 0)
    assert list(Project.objects.deleted_run_by(by)) == [project]
    operations.bring_back(project=project, by=by)
    operations.bring_back(project=project, by=by)
    assert (is_public(project), Found.objects.count()) == (True, 1)
    assert verbs(project) == ["projects.delete", "projects.bring_back"]


@pytest.mark.parametrize(
    "operation",
    [operations.publish, operations.take_back, operations.archive, operations.take_from_archive],
)
def test_what_is_deleted_is_brought_back_first(
    by: Person, operation: Callable[..., Project]
) -> None:
    with pytest.raises(changing.ProjectDeleted):
        operation(project=factories.project(deleted=True), by=by)


def test_a_code_taken_meanwhile_stands_in_the_way_back(by: Person) -> None:
    project = factories.project(code="S1", deleted=True)
    factories.project(code="S1")
    with pytest.raises(publishing.CodeTakenMeanwhile):
        operations.bring_back(project=project, by=by)
    assert Project.objects.get(pk=project.pk).deleted_at is not None


# --- after ninety days --------------------------------------------------------------------------------
def test_after_ninety_days_it_is_gone_with_everything_in_it(
    by: Person, django_capture_on_commit_callbacks: Any
) -> None:
    kept = factories.project(deleted=True)
    with time_machine.travel(datetime(2026, 1, 1, 12, tzinfo=UTC), tick=False):
        project = factories.everything()
        first = project.decisions.get(supersedes=None)
        contact = factories.partnership(project)
        factories.team_member(project, role="partner_contact", partnership=contact)
        factories.budget_line(first, 10, partnership=contact, category="travel")
        row = factories.obligation(project)
        operations.mark_done(
            obligation=row,
            done_on=datetime(2025, 12, 1, tzinfo=UTC).date(),
            by=by,
            proof=ContentFile(b"%PDF-1", "a.pdf"),
        )
        factories.project("Jatko", follows=project)
        operations.delete(project=project, by=by)
    stored = str(row.proof.name)
    ninety = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=90)
    assert operations.forget_deleted(now=ninety) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert operations.forget_deleted(now=ninety + timedelta(seconds=1)) == 1
    assert set(Project.objects.all()) == {kept, Project.objects.get(names__fi="Jatko")}
    assert not default_storage.exists(stored)
    assert Entry.objects.filter(subject_id=project.pk, verb="projects.delete").count() == 1
