"""The pages of the day and after it: the door, the screen, reports, certificates, one's own ticket."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talkoot.events import operations
from talkoot.events.models import Attendance, AttendanceReport, Certificate, Event
from talkoot.events.queries import check_in
from talkoot.events.tests import factories as make
from talkoot.events.tests.reports import TEAMS, written
from talkoot.events.tests.test_attendance import today
from talkoot.events.tests.test_matching import webinar
from talkoot.events.views import here
from talkoot.kit.languages import Texts
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db


def arranger(event: Event) -> Person:
    return make.coordinator(event.organisation)


def signed_in(event: Event, client: Client) -> Client:
    client.force_login(arranger(event))
    return client


def address(door: str, *args: Any) -> str:
    return reverse(f"events:{door}", args=args)


# --- the door --------------------------------------------------------------------------------------
def test_the_door_is_the_arrangers_only(client: Client) -> None:
    event = today()
    row = make.registration(event)
    doors = [
        ("check_in", (event.slug,)), ("check_in_screen", (event.slug,)),
        ("manage_attendance", (event.slug,)), ("report_bring", (event.slug,)),
        ("ticket", (event.slug, check_in.ticket_of(row))),
    ]  # fmt: skip  # the list reads as one
    for door, args in doors:
        assert client.get(address(door, *args)).status_code == 302
    client.force_login(make.person())
    for door, args in doors:
        assert client.get(address(door, *args)).status_code == 404
    client.force_login(arranger(event))
    for door, args in doors:
        assert client.get(address(door, *args)).status_code == 200


def test_ticking_by_form_and_taking_back(client: Client) -> None:
    event = today()
    row = make.registration(event, "Testi Esimerkki", state="waiting")
    signed_in(event, client)
    to = address("check_in_mark", event.slug)
    door = address("check_in", event.slug)
    assert client.post(to, {"registration": row.pk}).headers["Location"] == f"{door}#r{row.pk}"
    assert Attendance.objects.live().get().how == "list"
    page = client.get(door).content.decode()
    assert "Testi Esimerkki" in page
    client.post(address("check_in_unmark", event.slug), {"registration": row.pk})
    assert not Attendance.objects.live().exists()


def test_the_script_gets_answers_that_it_can_show(client: Client) -> None:
    event = today()
    row = make.registration(event, "Testi Esimerkki")
    waiting = make.registration(event, state="waiting")
    signed_in(event, client)
    to, json = address("check_in_mark", event.slug), {"Accept": "application/json"}
    given: dict[str, Any] = {"registration": row.pk, "ticket": "x", "key": uuid.uuid4()}
    first = client.post(to, given, headers=json).json()
    again = client.post(to, given, headers=json).json()
    mark = Attendance.objects.get()
    assert (first.pop("new"), again.pop("new")) == (True, False)
    assert first == again
    assert first == {
        "expected": 1, "here": 1, "registration": row.pk, "mark": mark.pk,
        "name": "Testi Esimerkki", "at": first["at"],
    }  # fmt: skip  # the answer reads as one
    assert mark.how == "qr"
    for wrong in ({"ticket": "tuntematon"}, {"registration": waiting.pk, "ticket": "1"}):
        refused = client.post(to, wrong, headers=json)
        assert (refused.status_code, list(refused.json())) == (409, ["refused"])
    assert client.post(to, {"registration": "x"}, headers=json).status_code == 400
    other = make.registration(today())
    assert client.post(to, {"registration": other.pk}, headers=json).status_code == 404


def test_walk_ins_by_form(client: Client) -> None:
    event = today()
    known = make.organisation("Esimerkkisäätiö")
    signed_in(event, client)
    to = address("check_in_walk_in", event.slug)
    client.post(to, {"name": "Ovelta Tullut", "organisation": "esimerkkisäätiö"})
    client.post(to, {"number": 4, "organisation": "Tuntematon ry"})
    rows = list(Attendance.objects.values_list("name", "organisation", "organisation_written"))
    assert rows == [("Ovelta Tullut", known.pk, ""), *[("", None, "Tuntematon ry")] * 4]
    wrong = client.post(to, {"name": "", "number": ""})
    assert (wrong.status_code, Attendance.objects.count()) == (200, 5)
    page = client.get(address("check_in", event.slug)).content.decode()
    assert "Ovelta Tullut" in page
    client.post(address("check_in_unmark", event.slug), {"mark": Attendance.objects.last().pk})  # type: ignore[union-attr]  # there are five
    assert Attendance.objects.live().count() == 4


def test_a_session_has_its_own_marks(client: Client) -> None:
    event = today()
    row, session = make.registration(event), make.session(event)
    signed_in(event, client)
    to = address("check_in_mark", event.slug)
    client.post(to, {"registration": row.pk, "session": session.pk})
    assert Attendance.objects.get().session == session
    for unknown in ("x", "²", "9" * 30):
        written = address("check_in", event.slug) + f"?session={unknown}"
        assert client.get(written).status_code == 404
    other = make.session(today())
    assert client.get(address("check_in", event.slug) + f"?session={other.pk}").status_code == 404


def test_the_ticket_leads_the_arranger_to_one_button(client: Client) -> None:
    event = today()
    row = make.registration(event, "Testi Esimerkki")
    signed_in(event, client)
    to = address("ticket", event.slug, check_in.ticket_of(row))
    assert "Testi Esimerkki" in client.get(to).content.decode()
    assert client.get(address("ticket", event.slug, "VÄÄRÄ")).status_code == 200
    make.attendance(row)
    assert client.get(to).context["there"] is not None


def test_the_list_asks_the_same_number_of_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    event = today()
    for _one in range(12):
        make.attendance(make.registration(event, organisation=make.organisation()))
    signed_in(event, client)
    with django_assert_max_num_queries(16):
        client.get(address("check_in", event.slug))
    with django_assert_max_num_queries(18):
        client.get(address("manage_attendance", event.slug))


# --- the code on the screen ------------------------------------------------------------------------
def test_the_screen_and_oneself(client: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False):  # no code changes meanwhile
        _mark_oneself(client)


def _mark_oneself(client: Client) -> None:
    event = today()
    signed_in(event, client)
    client.post(address("check_in_screen_open", event.slug))
    event.refresh_from_db()
    code = check_in.screen_code(event)
    page = client.get(address("check_in_screen", event.slug)).content.decode()
    assert f"{code[:3]} {code[3:]}" in page
    client.logout()
    assert code in client.get(address("here_with_code", code)).content.decode()
    given = {"code": code, "name": "Testi", "key": str(uuid.uuid4())}
    answers = [client.post(address("here"), given) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Attendance.objects.get().how == "self"
    client.force_login(Person.objects.get(pk=arranger(event).pk))
    client.post(address("check_in_screen_close", event.slug))
    client.logout()
    assert client.post(address("here"), {**given, "key": ""}).context["form"].errors != {}


def test_guessing_codes_is_ended_and_the_room_is_not(client: Client) -> None:
    here.WRONG_CODES.forget()
    event = operations.open_check_in(event=today(), by=None)
    code = check_in.screen_code(event)
    for number in range(80):
        assert (
            client.post(address("here"), {"code": code, "name": f"T {number}"}).status_code == 200
        )
    wrong = "000000" if code != "000000" else "111111"
    answers = [
        client.post(address("here"), {"code": wrong, "name": "T"}).status_code for _one in range(62)
    ]
    assert (set(answers[:60]), set(answers[60:])) == ({200}, {429})
    here.WRONG_CODES.forget()


# --- reports ---------------------------------------------------------------------------------------
def upload(client: Client, event: Event, content: bytes) -> Any:
    file = SimpleUploadedFile("raportti.csv", content)
    to = address("report_bring", event.slug)
    return client.post(to, {"file": file, "zone": "Europe/Helsinki"})


def test_a_report_from_the_file_to_the_marks(client: Client) -> None:
    event = webinar()
    row = make.registration(event, "Testi Esimerkki", email="testi@example.org")
    signed_in(event, client)
    answer = upload(client, event, written(TEAMS["sv"]))
    report = AttendanceReport.objects.get()
    assert answer.headers["Location"] == address("report", event.slug, report.pk)
    page = client.get(answer.headers["Location"])
    assert (page.context["sure"], page.context["waiting"]) == (1, 2)
    client.post(address("report_sure", event.slug, report.pk))
    toinen = report.people.get(registration=None)
    client.post(address("report", event.slug, report.pk), {f"p{toinen.pk}": "walk-in"})
    marks = Attendance.objects.order_by("pk").values_list("registration", "name", "minutes")
    assert list(marks) == [(row.pk, "", 90), (None, "Toinen Esimerkki", 30)]
    again = upload(client, event, written(TEAMS["sv"]))
    assert again.headers["Location"] == address("report", event.slug, report.pk)
    client.post(address("report_open", event.slug, report.pk, toinen.pk))
    assert Attendance.objects.live().count() == 1
    back = address("report_take_back", event.slug, report.pk)
    assert client.get(back).status_code == 200
    client.post(back)
    assert not Attendance.objects.live().exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\0\0\0", b"a" * 11_000_000])
def test_foolish_files_get_a_sentence(client: Client, content: bytes) -> None:
    event = webinar()
    signed_in(event, client)
    answer = upload(client, event, content)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]
    assert not AttendanceReport.objects.exists()


# --- certificates ----------------------------------------------------------------------------------
def certified(**fields: Any) -> Certificate:
    project = make.running_project(
        funding_statement=Texts(fi="Hanketta rahoittaa Esimerkkirahasto.")
    )
    event = today(
        "Työpaja *tärkeistä* #asioista", project=project, certificate_minutes=30, **fields
    )
    row = make.registration(event, 'Testi "Täyte" Esimerkki', language="fi")
    make.attendance(row)
    return operations.issue_certificate(registration=row, by=None)


def test_the_certificate_is_an_accessible_pdf(client: Client) -> None:
    row = certified()
    token = make.token_of(row.registration)
    answer = client.get(address("own_certificate", token))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    content = answer.content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/Type/Pages/Count 1/" in content
    assert b"TalkootSans" in content
    assert b"(fi)" in content
    assert row.number.encode() in content


def test_a_certificate_is_issued_seen_and_revoked_by_the_arranger(client: Client) -> None:
    event = today(certificate_minutes=30)
    row = make.registration(event)
    make.attendance(row)
    signed_in(event, client)
    client.post(address("certificates_issue", event.slug))
    one = Certificate.objects.get()
    assert one.number in client.get(address("manage_attendance", event.slug)).content.decode()
    assert client.get(address("certificate_pdf", event.slug, one.pk)).status_code == 200
    to = address("certificate_revoke", event.slug, one.pk)
    assert client.get(to).status_code == 200
    assert client.post(to, {"reason": ""}).context["form"].errors != {}
    client.post(to, {"reason": "Väärä henkilö"})
    one.refresh_from_db()
    assert one.revoked_reason == "Väärä henkilö"
    client.logout()
    assert client.get(address("own_certificate", make.token_of(row))).status_code == 404


def test_anyone_may_check_a_certificate_and_learns_no_name(client: Client) -> None:
    row = certified()
    page = client.get(address("certificate", row.check_code))
    text = page.content.decode()
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert (page.context["initials"], row.name in text) == ("T. T. E.", False)
    assert "Täyte" not in text
    assert row.number in text
    typed = client.get(address("certificates"), {"code": row.check_code.lower()})
    assert typed.headers["Location"] == address("certificate", row.check_code)
    assert client.get(address("certificates")).status_code == 200
    assert client.get(address("certificate", "0000")).status_code == 404
    operations.revoke_certificate(certificate=row, reason="Korjattu", by=None)
    assert "Korjattu" in client.get(address("certificate", row.check_code)).content.decode()


# --- one's own ticket ------------------------------------------------------------------------------
def test_ones_own_ticket(client: Client) -> None:
    event = make.event(on_site=True, starts_at=timezone.now() + timedelta(days=3))
    row, waiting = make.registration(event), make.registration(event, state="waiting")
    page = client.get(address("own_ticket", make.token_of(row)))
    code = check_in.ticket_of(row)
    assert f"{code[:5]} {code[5:]}" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert make.token_of(row) not in page.context["picture"]
    assert client.get(address("own_ticket", make.token_of(waiting))).status_code == 404


def test_where_hundreds_signed_up_another_is_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talkoot.events.forms.reports_in.MOST_CHOICES", 1)
    event = webinar()
    first = make.registration(event, "Ensimmäinen Esimerkki")
    make.registration(event, "Toinen Esimerkki", email="sama@example.org")
    signed_in(event, client)
    upload(client, event, written(TEAMS["fi"]))
    report = AttendanceReport.objects.get()
    to = address("report", event.slug, report.pk)
    testi = report.people.get(name="Testi Esimerkki")
    wrong = client.post(to, {f"o{testi.pk}": "Joku muu"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (200, [f"o{testi.pk}"])
    client.post(to, {f"o{testi.pk}": first.email.upper()})
    testi.refresh_from_db()
    assert testi.registration == first
    assert 'list="signed-up"' in client.get(to).content.decode()
