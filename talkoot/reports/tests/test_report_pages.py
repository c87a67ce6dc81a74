"""The pages of periods, headings and reports: who opens them, what they hold, and each step of the way."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import SignIn
from talkoot.projects.models import Project
from talkoot.reports import operations
from talkoot.reports.models import Report, ReportHeading, ReportingPeriod
from talkoot.reports.tests import factories

pytestmark = pytest.mark.django_db
CountQueries = Callable[[], CaptureQueriesContext]


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with factories.measure_of_done():
        yield


@pytest.fixture
def row() -> Project:
    return factories.project("Esimerkkihanke", slug="esimerkki")


@pytest.fixture
def client(row: Project, as_person: SignIn) -> Client:
    """Signed in as the project's manager."""
    manager = factories.person("Testi Esimerkki")
    factories.team_member(row, manager)
    return as_person(manager)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def at(report: Report, verb: str = "") -> str:
    return f"/en/reports/esimerkki/report/{report.pk}/{verb}"


def test_a_project_without_periods_says_what_to_do_first(client: Client) -> None:
    page = text_of(client, "/en/reports/esimerkki/periods/")
    assert "No reporting periods yet." in page
    assert "Set up the headings" in page


def test_a_period_is_planned_edited_and_removed(client: Client, row: Project) -> None:
    sent = {
        "kind": "period",
        "first_on": "2021-01-01",
        "last_on": "2021-06-30",
        "due_on": "2021-08-31",
    }
    answer = client.post("/en/reports/esimerkki/periods/new/", sent)
    assert answer.status_code == 302
    period = row.reporting_periods.get()
    assert (period.first_on, period.due_on) == (date(2021, 1, 1), date(2021, 8, 31))
    page = text_of(client, f"/en/reports/esimerkki/periods/{period.pk}/")
    assert 'value="2021-06-30"' in page
    client.post(f"/en/reports/esimerkki/periods/{period.pk}/", {**sent, "last_on": "2021-07-31"})
    period.refresh_from_db()
    assert period.last_on == date(2021, 7, 31)
    overlapping = client.post("/en/reports/esimerkki/periods/new/", sent)
    assert "Another reporting period of the project has some of the same days." in (
        overlapping.content.decode()
    )
    client.post(f"/en/reports/esimerkki/periods/{period.pk}/remove/")
    assert not row.reporting_periods.exists()


def test_a_year_that_cannot_be_meant_is_told(client: Client, row: Project) -> None:
    days = {"kind": "period", "first_on": "2021-01-01", "last_on": "9999-12-31"}
    answer = client.post("/en/reports/esimerkki/periods/new/", days)
    assert "Check the year." in answer.content.decode()
    who = {"given_to": "Testi Esimerkki", "purpose": "Tarkastus", "last_on": "9999-12-31"}
    answer = client.post("/en/reports/esimerkki/inspectors/new/", who)
    assert "Check the year." in answer.content.decode()
    assert client.get("/en/reports/esimerkki/").status_code == 200


def test_headings_are_set_up_from_a_ready_set_and_edited(client: Client, row: Project) -> None:
    client.post("/en/reports/esimerkki/periods/headings/", {"form": "monitoring"})
    assert row.report_headings.count() == 7
    client.post("/en/reports/esimerkki/periods/headings/", {"form": "final"})
    assert row.report_headings.count() == 9
    first: ReportHeading = row.report_headings.all()[0]
    client.post(
        f"/en/reports/esimerkki/periods/headings/{first.pk}/",
        {"names-fi": "Toiminta", "limit": "2000", "seen": ""},
    )
    client.post(f"/en/reports/esimerkki/periods/headings/{first.pk}/down/")
    first.refresh_from_db()
    assert (str(first.names), first.limit, first.position) == ("Toiminta", 2000, 1)
    client.post(f"/en/reports/esimerkki/periods/headings/{first.pk}/retire/")
    page = text_of(client, "/en/reports/esimerkki/periods/headings/")
    assert "Take into use" in page
    client.post(f"/en/reports/esimerkki/periods/headings/{first.pk}/bring-back/")
    first.refresh_from_db()
    assert first.retired_at is None


def begun(row: Project) -> Report:
    indicator = factories.indicator(row, "Tehdyt", measure=factories.DONE)
    factories.target(indicator, 4)
    factories.indicator(row, "Käsin", position=1)
    factories.heading(row, "Tulokset", code="results", limit=20)
    factories.done(row, "2021-02-01")
    return operations.begin(period=factories.reporting_period(row), by=None)


def test_the_whole_way_of_a_report(client: Client, row: Project) -> None:
    report = begun(row)
    page = text_of(client, at(report))
    assert "Good to know before freezing" in page
    assert "nothing written" in page
    for verb, state in (
        ("check", "checked"),
        ("take-back", "draft"),
        ("check", "checked"),
        ("freeze", "frozen"),
    ):
        assert client.get(at(report, f"{verb}/")).status_code == 200
        assert client.post(at(report, f"{verb}/")).status_code == 302
        report.refresh_from_db()
        assert report.state == state
    page = text_of(client, at(report))
    assert report.content_hash[:12] in page
    factories.done(row, "2021-03-01")
    page = text_of(client, at(report))
    assert "the difference is told as a correction" in page
    today = date.today().isoformat()  # noqa: DTZ011  # the day of the freezing
    client.post(at(report, "submit/"), {"on": today})
    client.post(at(report, "return/"), {"on": today, "reason": "Luku puuttuu."})
    report.refresh_from_db()
    assert (report.state, report.returned_reason) == ("returned", "Luku puuttuu.")
    assert "Luku puuttuu." in text_of(client, at(report))
    client.post(at(report, "answer/"))
    new = Report.objects.get(version=2)
    assert "Open the newer version" in text_of(client, at(report))
    assert "The version that this one follows" in text_of(client, at(new))
    client.post(at(new, "check/"))
    client.post(at(new, "freeze/"))
    client.post(at(new, "submit/"), {"on": today})
    client.post(at(new, "accept/"), {"on": today})
    new.refresh_from_db()
    assert new.state == "accepted"


def test_a_frozen_report_asks_as_much_for_ten_figures_as_for_one(
    client: Client, row: Project, count_queries: CountQueries
) -> None:
    asked = []
    for year, more in (("2021", 1), ("2022", 0), ("2023", 9)):
        for _number in range(more):
            factories.indicator(row, measure=factories.DONE)
        # A correction of the reports that follow the first.
        factories.done(row, "2021-03-01")
        period = factories.reporting_period(row, f"{year}-01-01", f"{year}-12-31")
        report = operations.begin(period=period, by=None)
        operations.check(report=report, by=None)
        operations.freeze(report=report, by=None)
        with count_queries() as said:
            text_of(client, at(report))
        asked.append((report.figures.count(), len(said)))
    _first, (one, few), (ten, many) = asked
    assert (one, ten, few) == (1, 10, many)


def test_a_step_from_another_state_is_refused_with_a_reason(client: Client, row: Project) -> None:
    report = begun(row)
    answer = client.post(at(report, "freeze/"), follow=True)
    assert "this cannot be done from it" in answer.content.decode()
    again = client.post(at(report, "return/"), {"on": "2021-01-01", "reason": ""})
    assert "Say why the funder returned the report." in again.content.decode()


def test_a_text_is_written_counted_and_never_lost(client: Client, row: Project) -> None:
    report = begun(row)
    heading = row.report_headings.get()
    address = at(report, f"text/{heading.pk}/")
    page = text_of(client, address)
    seen = page.split('name="seen" value="')[1].split('"')[0]
    long = client.post(address, {"text": "x" * 21, "seen": seen}).content.decode()
    assert "The text has 21 characters, and 20 fit." in long
    assert "x" * 21 in long
    assert client.post(address, {"text": "Ensimmäinen.", "seen": seen}).status_code == 302
    met = client.post(address, {"text": "Toinen.", "seen": seen}).content.decode()
    assert "Somebody else has saved this after you opened the page" in met
    assert "Ensimmäinen." in met
    assert "Toinen." in met
    newer = met.split('name="seen" value="')[1].split('"')[0]
    client.post(address, {"text": "Toinen.", "seen": newer})
    assert report.texts.get().text == "Toinen."


def test_the_previous_reports_text_is_beside_and_can_be_begun_with(
    client: Client, row: Project
) -> None:
    report = begun(row)
    heading = row.report_headings.get()
    operations.write_text(report=report, heading=heading, text="Viime vuonna.", by=None)
    operations.check(report=report, by=None)
    operations.freeze(report=report, by=None)
    following = operations.begin(
        period=factories.reporting_period(row, "2022-01-01", "2022-12-31"), by=None
    )
    address = at(following, f"text/{heading.pk}/")
    assert "Begin with this text" in text_of(client, address)
    area = text_of(client, f"{address}?copy=1").split("<textarea")[1].split("</textarea>")[0]
    assert "Viime vuonna." in area


def test_what_was_written_while_another_froze_is_shown_to_be_copied(
    client: Client, row: Project
) -> None:
    report = begun(row)
    heading = row.report_headings.get()
    operations.check(report=report, by=None)
    operations.freeze(report=report, by=None)
    page = client.post(at(report, f"text/{heading.pk}/"), {"text": "Kesken jäi."}).content.decode()
    assert "It was not saved, and is here for you to copy." in page
    assert "Kesken jäi." in page


def test_a_partners_contact_fills_its_own_share_only(row: Project, as_person: SignIn) -> None:
    share = factories.partnership(row)
    contact = factories.person()
    factories.team_member(row, contact, role="partner_contact", partnership=share)
    whole = begun(row)
    mine = operations.begin(period=whole.period, partnership=share, by=None)
    client = as_person(contact)
    assert client.get(at(whole)).status_code == 200
    assert client.get(at(whole, "check/")).status_code == 404
    assert client.post(at(whole, "freeze/")).status_code == 404
    client.post(at(mine, "check/"))
    mine.refresh_from_db()
    assert mine.state == "checked"
    assert client.get("/en/reports/esimerkki/periods/new/").status_code == 404


def test_a_contact_begins_its_partners_report(row: Project, as_person: SignIn) -> None:
    share = factories.partnership(row)
    contact = factories.person()
    factories.team_member(row, contact, role="partner_contact", partnership=share)
    period = factories.reporting_period(row)
    client = as_person(contact)
    address = f"/en/reports/esimerkki/periods/{period.pk}/begin/"
    client.post(address, {"partnership": str(share.pk), "language": "sv"})
    assert Report.objects.get().partnership == share
    assert client.get(address).status_code == 404


def test_others_do_not_know_of_reports(row: Project, as_person: SignIn) -> None:
    report = begun(row)
    stranger = as_person(factories.person())
    assert stranger.get(at(report)).status_code == 404
    assert stranger.get("/en/reports/esimerkki/periods/").status_code == 404
    assert Client().get(at(report)).status_code == 302


def test_a_late_report_is_said_to_be_late(client: Client, row: Project) -> None:
    ReportingPeriod.objects.create(
        project=row, first_on=date(2021, 1, 1), last_on=date(2021, 6, 30), due_on=date(2021, 8, 31)
    )
    with time_machine.travel(date(2021, 8, 31)):
        assert "Late" not in text_of(client, "/en/reports/esimerkki/periods/")
    with time_machine.travel(date(2021, 9, 1)):
        assert "Late" in text_of(client, "/en/reports/esimerkki/periods/")


def test_the_draft_is_thrown_away(client: Client, row: Project) -> None:
    report = begun(row)
    assert client.post(at(report, "throw-away/")).status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        (None, "<span>1 period</span>"),
        (date(2021, 8, 31), "<span>next due 31.8.2021</span>"),
        (date(2021, 8, 1), "<span>was due 1.8.2021</span>"),
    ],
)
@time_machine.travel("2021-08-20 12:00+03:00", tick=False)
def test_managing_the_project_says_what_is_due_next(
    client: Client, row: Project, due_on: date | None, told: str
) -> None:
    empty = text_of(client, "/en/projects/esimerkki/manage/")
    assert empty.count("<span>none yet</span></li>") > 2
    factories.indicator(row, "Esimerkkiluku")
    factories.reporting_period(row, "2021-01-01", "2021-06-30", due_on=due_on)
    page = text_of(client, "/en/projects/esimerkki/manage/")
    assert "<span>1 indicator</span>" in page
    assert told in page
    assert "/en/reports/esimerkki/periods/" in page
