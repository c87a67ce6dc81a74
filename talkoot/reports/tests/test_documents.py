"""A report handed over: PDF, Word, XLSX and the copying sheet, each opened and read back."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from talkoot.kit.word import unknown_fields
from talkoot.projects.models import Project
from talkoot.reports import operations
from talkoot.reports.models import Report
from talkoot.reports.queries.document import document_of, plain
from talkoot.reports.queries.sample import sample
from talkoot.reports.tests import factories
from talkoot.reports.tests.handed_over import WHO, drafted, frozen, measure_with_names
from talkoot.reports.views.word_document import ready_template

pytestmark = pytest.mark.django_db
SignIn = Callable[[Client, Any], None]


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with measure_with_names():
        yield


def opened(client: Client, report: Report, end: str, *, role: str = "manager") -> Any:
    person = factories.person()
    project: Project = report.period.project
    factories.team_member(project, person, role=role)
    client.force_login(person)
    return client.get(f"/fi/reports/{project.slug}/report/{report.pk}/{end}")


def words_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


# --- what every file says -------------------------------------------------------------------------
def test_a_draft_says_what_freezing_would_keep() -> None:
    report = drafted()
    before = document_of(report)
    counted, by_hand = before.figures
    assert (counted.period, counted.cumulative, counted.target, counted.share) == (
        "2",
        "3",
        "6",
        "50 %",
    )
    with override("fi"):
        assert by_hand.period != "40"
        assert by_hand.period.endswith("40")
    assert before.is_draft
    assert [text.text for text in before.texts] == ["*Tehtiin* {{ x }}"]


def test_a_draft_says_what_was_written_under_a_heading_that_is_no_longer_in_use() -> None:
    report = drafted()
    operations.retire_heading(heading=report.texts.get().heading, by=None)
    assert [text.text for text in document_of(report).texts] == ["*Tehtiin* {{ x }}"]


def test_spaces_and_signs_of_a_text_are_kept_but_controls_are_not() -> None:
    said = "1\u00a0200 ihmistä, 86\u202f%, hyvin\u00advointi \U0001f469\u200d\U0001f4bb"
    assert plain(f"\x07{said}\r\nja\ttaas\x0b\ufffe\ud800 ") == f"{said}\nja\ttaas"


def test_a_frozen_report_says_the_same_whatever_happens_to_its_rows() -> None:
    report = frozen()
    before = document_of(report)
    factories.done(report.period.project, "2021-05-05", "a")
    after = document_of(report)
    assert (before, before.is_draft) == (after, False)
    assert before.hash == report.content_hash


def test_zero_is_not_missing() -> None:
    project = factories.project()
    factories.indicator(project, "Ei kirjattu")
    zero = factories.indicator(project, "Nolla")
    factories.manual_figure(zero, 0)
    report = factories.report(factories.reporting_period(project), language="en")
    missing, written = document_of(report).figures
    assert (missing.period, written.period) == ("not reported", "0")


# --- PDF ------------------------------------------------------------------------------------------
def test_the_pdf_is_accessible_and_says_what_was_frozen(client: Client) -> None:
    report = frozen(language="en")
    answer = opened(client, report, "report.pdf", role="viewer")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    pdf = PdfReader(io.BytesIO(answer.content))
    catalogue: Any = pdf.root_object
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.content
    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Monitoring report, Esimerkkihanke, 1.1.2021 – 31.12.2021"
    words = words_of(answer.content)
    assert "Tehdyt <b>& muut" in words
    assert "*Tehtiin* {{ x }}" in words
    assert "Toteutus #let" in words
    assert report.content_hash in words.replace(" ", "")
    assert "DRAFT" not in words


def test_the_pdf_of_a_draft_says_so_on_every_page_in_the_reports_language(client: Client) -> None:
    answer = opened(client, drafted(language="en"), "report.pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert ["DRAFT" in page.extract_text() for page in pages] == [True] * len(pages)
    assert "-draft.pdf" in answer.headers["Content-Disposition"]


# --- Word -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_ready_template_names_only_fields_that_exist(language: str) -> None:
    assert unknown_fields(ready_template(language), sample()) == []


def test_the_word_file_says_what_was_frozen(client: Client) -> None:
    report = frozen(language="en")
    answer = opened(client, report, "report.docx")
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "*Tehtiin* {{ x }}" in texts
    assert "Toteutus #let" in texts
    assert f"Fingerprint of the report: {report.content_hash}" in texts
    (heading, first, second) = [
        [cell.text for cell in row.cells] for row in document.tables[0].rows
    ]
    assert heading[0] == "Indicator"
    assert first[0].splitlines()[0].strip() == "Tehdyt <b>& muut"
    assert first[1:] == ["6", "2", "", "3", "50 %"]
    assert second[2] == "about 40"
    assert document.core_properties.title.startswith("Monitoring report, Esimerkkihanke")


# --- XLSX -------------------------------------------------------------------------------------------
def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book
    }


def test_the_workbook_has_the_figures_and_the_rows_of_each(client: Client) -> None:
    report = frozen(language="en")
    gone = report.figures.get(is_by_hand=False).row_ids[1]
    report.period.project.obligations.get(pk=gone).delete()
    pages = sheets_of(opened(client, report, "report.xlsx").content)
    assert list(pages) == ["Figures", "1 Tehdyt <b>& muut", "2 Kuultuja"]
    assert pages["Figures"][1][4:8] == (6, 2, 0, 3)
    heading, *lines = pages["1 Tehdyt <b>& muut"]
    assert heading == ("In the period", "Number of the row", "What", "Who", "Adds", "Today")
    assert [(line[0], line[2], line[3], line[4], line[5]) for line in lines] == [
        ("no", "=SUMMA(1;1)", WHO, 1, "the same"),
        ("yes", "=SUMMA(1;1)", WHO, 1, "the same"),
        ("yes", None, None, 1, "The row is no longer there."),
    ]


def test_the_workbook_shows_names_only_to_those_who_may_see_them(client: Client) -> None:
    report = frozen()
    for role, seen in (("manager", True), ("member", True), ("viewer", False)):
        pages = sheets_of(opened(client, report, "report.xlsx", role=role).content)
        assert (WHO in str(pages)) is seen, role


def test_a_long_name_of_an_indicator_makes_a_sheet_of_its_own() -> None:
    project = factories.project()
    for _number in range(2):
        factories.indicator(project, "Hyvin pitkä nimi: [samat] kolmekymmentä kirjainta ja lisää")
    report = factories.report(factories.reporting_period(project))
    from talkoot.reports.views.report_workbook import workbook_of

    names = list(sheets_of(workbook_of(report, sees_names=False)))[1:]
    assert [name[:2] for name in names] == ["1 ", "2 "]


# --- copying ----------------------------------------------------------------------------------------
def test_the_copying_sheet_has_every_text_with_its_length(client: Client) -> None:
    answer = opened(client, frozen(), "copy/", role="viewer")
    page = answer.content.decode()
    assert "*Tehtiin* {{ x }}</textarea>" in page
    assert [(count, rest) for _text, count, rest in answer.context["texts"]] == [(17, 3)]
    assert '<output id="period-1">2</output>' in page


def test_files_of_a_report_are_for_the_projects_own_people(client: Client) -> None:
    report = frozen()
    other = factories.person()
    client.force_login(other)
    start = f"/fi/reports/{report.period.project.slug}/report/{report.pk}/"
    for end in ("report.pdf", "report.docx", "report.xlsx", "copy/"):
        assert client.get(start + end).status_code == 404
