"""An organisation's own Word template: tried when it is sent, used, and taken out of use."""

import io
from collections.abc import Callable, Iterator

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from docx import Document

from talkoot.history.models import Entry
from talkoot.kit.word import refusals
from talkoot.projects.models import Project
from talkoot.reports.models import OrganisationTemplate
from talkoot.reports.operations.templates import (
    TemplateNameless,
    TemplateNamesUnknownFields,
    add_template,
    retire_template,
)
from talkoot.reports.queries.sample import fields
from talkoot.reports.tests import factories
from talkoot.reports.tests.handed_over import frozen, measure_with_names

pytestmark = pytest.mark.django_db
Sent = Callable[..., OrganisationTemplate]


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with measure_with_names():
        yield


def word(*paragraphs: str) -> ContentFile[bytes]:
    made = Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return ContentFile(out.getvalue(), name="pohja.docx")


OWN = ("Kirje: {{ title }}", "{%p for figure in figures %}", "{{ figure.period }}", "{%p endfor %}")


def test_a_template_is_kept_after_it_was_tried_and_replaces_its_namesake() -> None:
    owner = factories.organisation()
    first = add_template(organisation=owner, name=" Kirje ", file=word(*OWN), by=None)
    second = add_template(organisation=owner, name="Kirje", file=word(*OWN), by=None)
    first.refresh_from_db()
    assert (first.name, len(first.sha256)) == ("Kirje", 64)
    assert first.retired_at is not None
    assert list(OrganisationTemplate.objects.live()) == [second]
    assert Entry.objects.of(owner).filter(verb="reports.add_template").count() == 2


def test_a_template_that_cannot_be_used_is_refused_and_nothing_is_kept() -> None:
    owner = factories.organisation()
    wrong = (
        (word("{{ titel }}", "{{ figures[0].nmae }}"), TemplateNamesUnknownFields),
        (word("{{ ''.__class__.__mro__ }}"), refusals.WordUnsafe),
        (word("{% for %}"), refusals.WordFieldUnreadable),
        (ContentFile(b"no document", name="a.docx"), refusals.WordRefused),
    )
    for file, kind in wrong:
        with pytest.raises(kind) as refused:
            add_template(organisation=owner, name="Kirje", file=file, by=None)
        if kind is TemplateNamesUnknownFields:
            assert "titel, nmae" in str(refused.value)
    with pytest.raises(TemplateNameless):
        add_template(organisation=owner, name=" ", file=word(*OWN), by=None)
    assert not OrganisationTemplate.objects.exists()


def test_every_field_of_the_list_exists() -> None:
    names = [name for name, _shown in fields()]
    assert "title" in names
    assert "figures › cumulative" in names
    assert len(names) == len(set(names))


def test_a_manager_sends_a_template_and_a_report_is_written_by_it(client: Client) -> None:
    report = frozen(language="en")
    project: Project = report.period.project
    manager = factories.person()
    factories.team_member(project, manager)
    client.force_login(manager)
    start = f"/fi/reports/{project.slug}/"
    bad = client.post(f"{start}templates/", {"name": "Kirje", "file": word("{{ titel }}")})
    assert list(bad.context["form"].errors) == ["file"]
    sent = client.post(f"{start}templates/", {"name": "Kirje", "file": word(*OWN)})
    assert sent.status_code == 302
    row = OrganisationTemplate.objects.get()
    assert client.get(f"{start}templates/{row.pk}/").status_code == 200
    address = f"{start}report/{report.pk}/report.docx"
    made = client.get(address, {"template": row.pk})
    texts = [one.text for one in Document(io.BytesIO(made.content)).paragraphs]
    assert texts == ["Kirje: Monitoring report", "2", "about 40"]
    assert client.get(f"{start}templates/{row.pk}/retire/").status_code == 200
    client.post(f"{start}templates/{row.pk}/retire/")
    assert not OrganisationTemplate.objects.live().exists()
    for gone in (row.pk, "x", 10**30):
        assert client.get(address, {"template": gone}).status_code == 404


def test_the_ready_template_opens_in_the_pages_language(client: Client) -> None:
    project, viewer = factories.project(), factories.person()
    factories.team_member(project, viewer, role="viewer")
    client.force_login(viewer)
    answer = client.get(f"/sv/reports/{project.slug}/templates/ready.docx")
    assert Document(io.BytesIO(answer.content)).core_properties.language == "sv-FI"
    assert client.get(f"/sv/reports/{project.slug}/templates/").status_code == 200
    sent = {"name": "Brev", "file": word(*OWN)}
    assert client.post(f"/sv/reports/{project.slug}/templates/", sent).status_code == 404


def test_a_template_of_another_organisation_is_not_found(client: Client) -> None:
    report = frozen()
    project: Project = report.period.project
    other = add_template(organisation=factories.organisation(), name="A", file=word(*OWN), by=None)
    manager = factories.person()
    factories.team_member(project, manager)
    client.force_login(manager)
    start = f"/fi/reports/{project.slug}/"
    assert (
        client.get(f"{start}report/{report.pk}/report.docx?template={other.pk}").status_code == 404
    )
    assert client.get(f"{start}templates/{other.pk}/").status_code == 404
    retire_template(template=other, by=None)
    retire_template(template=other, by=None)
    assert Entry.objects.filter(verb="reports.retire_template").count() == 1
