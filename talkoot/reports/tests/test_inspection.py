"""The inspector's link: what it opens, to whom, for how long, and what is written down of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from talkoot.history.models import Entry
from talkoot.people.models import hash_of
from talkoot.projects.models import Project
from talkoot.reports.models import InspectorLink, Report
from talkoot.reports.operations.inspection import (
    LinkEndsTooSoon,
    LinkOpenTooLong,
    LinkUnexplained,
    note_visit,
    open_link,
    revoke_link,
)
from talkoot.reports.tests import factories
from talkoot.reports.tests.handed_over import WHO, drafted, frozen, measure_with_names
from talkoot.reports.views import inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    inspection.WRONG_LINKS.forget()
    inspection.FETCHED.forget()
    with measure_with_names():
        yield


def given(project: Project, *, names: bool = False) -> tuple[InspectorLink, str]:
    return open_link(
        project=project,
        given_to="Tarkastaja Esimerkki",
        purpose="Esimerkin vuoksi",
        expires_at=timezone.now() + timedelta(days=30),
        shows_names=names,
        by=None,
    )


def doors_of(report: Report, token: str) -> list[str]:
    start = f"/fi/reports/inspect/{token}/"
    figure = report.figures.order_by("position")[0]
    one = f"{start}report/{report.pk}/"
    return [start, one, f"{one}figures/{figure.pk}/", f"{one}report.pdf", f"{one}report.xlsx"]


# --- operations --------------------------------------------------------------------------------------
def test_only_the_hash_of_the_link_is_kept_and_the_history_does_not_tell_who() -> None:
    project, person = factories.project(), factories.person()
    link, token = open_link(
        project=project, given_to=" Tarkastaja ", purpose="Tarkastus", by=person,
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip  # one call
    assert link.token_hash == hash_of(token)
    assert link.given_to == "Tarkastaja"
    entry = Entry.objects.of(project).get()
    assert (entry.verb, entry.part_id, entry.actor_id) == ("reports.open_link", link.pk, person.pk)
    assert "Tarkastaja" not in str(entry.changes)
    assert token not in str(entry.changes)


def test_a_link_is_open_for_a_time_that_is_neither_past_nor_endless() -> None:
    project, now = factories.project(), timezone.now()
    for until, refusal in (
        (now, LinkEndsTooSoon),
        (now + timedelta(days=367), LinkOpenTooLong),
    ):
        with pytest.raises(refusal):
            open_link(project=project, given_to="A", purpose="B", expires_at=until, by=None)
    with pytest.raises(LinkUnexplained):
        open_link(
            project=project, given_to="A", purpose=" ", expires_at=now + timedelta(days=1), by=None
        )
    assert not InspectorLink.objects.exists()


def test_a_link_is_closed_once() -> None:
    link, _token = given(factories.project())
    closed = revoke_link(link=link, by=None).revoked_at
    assert revoke_link(link=link, by=None).revoked_at == closed
    assert Entry.objects.filter(verb="reports.revoke_link").count() == 1
    assert not InspectorLink.objects.open().exists()


def test_a_visit_is_written_down_without_a_history_entry() -> None:
    link, _token = given(factories.project())
    note_visit(link=link, page="/" + "x" * 400)
    assert len(link.visits.get().page) == 300
    assert Entry.objects.count() == 1


# --- the inspector's pages ---------------------------------------------------------------------------
def test_the_link_opens_frozen_reports_and_their_rows_and_every_visit_is_logged(
    client: Client,
) -> None:
    report = frozen()
    link, token = given(report.period.project)
    for address in doors_of(report, token):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer.headers["Cache-Control"]
    figure = report.figures.order_by("position")[0]
    assert sorted(link.visits.values_list("page", flat=True)) == sorted(
        [
            "/",
            f"/report/{report.pk}/",
            f"/report/{report.pk}/figures/{figure.pk}/",
            f"/report/{report.pk}/report.pdf",
            f"/report/{report.pk}/report.xlsx",
        ]
    )


def test_drafts_and_other_projects_do_not_open(client: Client) -> None:
    report, other = frozen(), frozen(factories.project("Toinen"))
    _link, token = given(report.period.project)
    draft = drafted(factories.project("Kolmas"))
    _other_link, other_token = given(draft.period.project)
    assert client.get(f"/fi/reports/inspect/{token}/report/{other.pk}/").status_code == 404
    assert client.get(f"/fi/reports/inspect/{other_token}/report/{draft.pk}/").status_code == 404
    figure = other.figures.first()
    assert figure is not None
    crossed = f"/fi/reports/inspect/{token}/report/{report.pk}/figures/{figure.pk}/"
    assert client.get(crossed).status_code == 404


@pytest.mark.parametrize("names", [True, False])
def test_names_are_shown_only_where_the_link_says_so(client: Client, names: bool) -> None:
    report = frozen()
    _link, token = given(report.period.project, names=names)
    page = client.get(doors_of(report, token)[2]).content.decode()
    assert (WHO in page) is names
    assert ("SUMMA" in page) is True


def test_a_proof_opens_where_the_link_shows_names_and_the_report_counts_it(client: Client) -> None:
    report = frozen()
    figure = report.figures.get(is_by_hand=True)
    counted = figure.project_indicator.manual_figures.get()
    later = factories.manual_figure(figure.project_indicator, 2, "2021-07-01")
    for names in (True, False):
        link, token = given(report.period.project, names=names)
        page = f"/fi/reports/inspect/{token}/report/{report.pk}/figures/{figure.pk}/"
        proof = f"{page}proof/{counted.pk}/"
        assert (f'href="{proof}"' in client.get(page).content.decode()) is names
        answer = client.get(proof)
        assert answer.status_code == (200 if names else 404)
        assert link.visits.filter(page__endswith=f"/proof/{counted.pk}/").exists() is names
        if names:
            assert b"".join(answer.streaming_content) == b"40"  # type: ignore[attr-defined]  # a file
        assert client.get(f"{page}proof/{later.pk}/").status_code == 404
        assert f"proof/{later.pk}/" not in client.get(f"{page}?show=came").content.decode()


def test_the_last_day_of_the_link_is_told(client: Client) -> None:
    report = frozen()
    link, token = given(report.period.project)
    link.expires_at = datetime(2030, 6, 16, tzinfo=timezone.get_default_timezone())
    link.save()
    assert link.last_on == date(2030, 6, 15)
    assert "15.6.2030" in client.get(f"/fi/reports/inspect/{token}/").content.decode()


def test_an_unknown_a_closed_and_an_old_link_are_answered_by_the_same_page(client: Client) -> None:
    report = frozen()
    closed, closed_token = given(report.period.project)
    revoke_link(link=closed, by=None)
    _old, old_token = given(report.period.project)
    pages = []
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        for token in ("not-a-link", closed_token, old_token):
            answer = client.get(f"/fi/reports/inspect/{token}/")
            assert answer.status_code == 404
            pages.append(answer.content.decode().replace(token, "…"))
    assert pages[0] == pages[1] == pages[2]
    assert not closed.visits.exists()


def test_the_link_of_a_deleted_project_opens_nothing(client: Client) -> None:
    report = frozen()
    project = report.period.project
    _link, token = given(project)
    project.deleted_at = timezone.now()
    project.save()
    assert client.get(f"/fi/reports/inspect/{token}/").status_code == 404


def test_guessing_is_slowed_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    report = frozen()
    _link, token = given(report.period.project)
    monkeypatch.setattr(inspection.WRONG_LINKS, "most", 2)
    for _turn in range(2):
        client.get("/fi/reports/inspect/wrong/")
    assert client.get(f"/fi/reports/inspect/{token}/").status_code == 404
    inspection.WRONG_LINKS.forget()
    assert client.get(f"/fi/reports/inspect/{token}/").status_code == 200


def test_files_are_fetched_so_often_and_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = frozen()
    _link, token = given(report.period.project)
    monkeypatch.setattr(inspection.FETCHED, "most", 1)
    address = doors_of(report, token)[4]
    assert [client.get(address).status_code for _turn in range(2)] == [200, 429]


# --- the manager's pages -----------------------------------------------------------------------------
def test_the_manager_gives_a_link_that_is_shown_once_and_sees_its_visits(client: Client) -> None:
    report = frozen()
    project, manager = report.period.project, factories.person()
    factories.team_member(project, manager)
    client.force_login(manager)
    start = f"/fi/reports/{project.slug}/inspectors/"
    sent = {"given_to": "Tarkastaja Esimerkki", "purpose": "Tarkastus", "last_on": "2000-01-01"}
    assert list(client.post(f"{start}new/", sent).context["form"].errors) == ["last_on"]
    sent["last_on"] = f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}"
    assert client.post(f"{start}new/", sent).status_code == 302
    shown = client.get(start)
    address = shown.context["address"]
    assert address in shown.content.decode()
    assert client.get(start).context["address"] == ""
    path = address.split("://", 1)[1].partition("/")[2]
    client.logout()
    assert client.get(f"/{path}").status_code == 200
    client.force_login(manager)
    link = InspectorLink.objects.get()
    assert timezone.localtime(link.expires_at).hour == 0
    assert [row.visit_count for row, _state in client.get(start).context["links"]] == [1]
    assert len(client.get(f"{start}{link.pk}/").context["page_obj"]) == 1
    assert client.get(f"{start}{link.pk}/revoke/").status_code == 200
    client.post(f"{start}{link.pk}/revoke/")
    client.logout()
    assert client.get(f"/{path}").status_code == 404


def test_a_viewer_knows_nothing_of_the_links(client: Client) -> None:
    project, viewer = factories.project(), factories.person()
    factories.team_member(project, viewer, role="viewer")
    link, _token = given(project)
    client.force_login(viewer)
    start = f"/fi/reports/{project.slug}/inspectors/"
    for end in ("", "new/", f"{link.pk}/", f"{link.pk}/revoke/"):
        assert client.get(start + end).status_code == 404
