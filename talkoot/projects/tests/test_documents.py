"""What of a project is found by searching."""

from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext

from talkoot.kit.languages import Texts
from talkoot.projects.queries import documents
from talkoot.projects.tests import factories
from talkoot.search import index
from talkoot.search.find import find
from talkoot.search.index import Document

pytestmark = pytest.mark.django_db


def test_one_document_for_each_language_of_the_name_and_the_summary() -> None:
    project = factories.project(
        slug="etana",
        names=Texts(fi="Etänä enemmän", en="Doing more remotely"),
        short_names=Texts(fi="Etänä"),
        summaries=Texts(fi="Etäjohtamista.", sv="Distansledning."),
        owner=factories.organisation("Esimerkkikoulu"),
        published=True,
        code="S1",
    )
    factories.goal(project, "Parempi työ")
    address, about = "/projects/etana/", "S1 Esimerkkikoulu"
    assert documents.documents_of(project) == [
        Document("fi", "Etänä enemmän", address, "Etäjohtamista.", "S1 Parempi työ Esimerkkikoulu"),
        Document("en", "Etänä – Doing more remotely", address, "Etäjohtamista.", about),
        Document("sv", "Etänä enemmän", address, "Distansledning.", about),
    ]


@pytest.mark.parametrize(("published", "deleted"), [(False, False), (True, True)])
def test_what_is_not_public_has_no_documents(published: bool, deleted: bool) -> None:
    project = factories.project(published=published, deleted=deleted)
    assert documents.documents_of(project) == []


def test_an_archived_project_stays_findable() -> None:
    assert len(documents.documents_of(factories.project(published=True, archived=True))) == 1


def test_the_index_is_built_from_public_projects_with_few_queries(
    count_queries: Callable[[], CaptureQueriesContext],
) -> None:
    shown = {factories.everything(f"Hanke {number}").pk for number in range(3)}
    factories.project("Luonnos")
    with count_queries() as asked:
        rows = dict(documents.everything())
    assert rows.keys() == shown
    assert len(asked) == 8


def test_a_project_is_found_by_its_partner_and_by_its_theme() -> None:
    index.rebuild()
    project = factories.everything("Etänä enemmän")
    index.put(documents.KIND, project.pk, documents.documents_of(project))
    assert [entry.title for entry in find("ravitsemus", language="fi")] == ["Etänä enemmän"]
    assert [entry.title for entry in find("esimerkkikunta", language="sv")] == ["Etänä enemmän"]
