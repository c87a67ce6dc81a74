"""Reports brought in: proposed, settled by a person, never over a mark made by hand, taken back whole."""

import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from talkoot.events import operations
from talkoot.events.models import (
    Attendance,
    AttendanceReport,
    Certificate,
    Event,
    Registration,
    ReportedPerson,
)
from talkoot.events.operations import attendance_refusals as refusals
from talkoot.events.operations.changing import NoLongerThere, PartOfAnotherEvent
from talkoot.events.queries.matching import Matcher, Sureness, keys_of, sureness_of
from talkoot.events.tests import factories as make
from talkoot.events.tests.reports import TEAMS, ZOOM, Lines, written
from talkoot.events.tests.test_attendance import verbs
from talkoot.people.operations import clocks

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


def webinar(**fields: Any) -> Event:
    return make.event(starts_at=datetime(2026, 5, 12, 9, tzinfo=HELSINKI), **fields)


def bring(event: Event, lines: Lines = TEAMS["fi"], **more: Any) -> operations.reports_in.Brought:
    return operations.bring_report(event=event, file=io.BytesIO(written(lines)), by=None, **more)


def people(event: Event) -> dict[str, ReportedPerson]:
    return {row.name: row for row in ReportedPerson.objects.filter(report__event=event)}


# --- whose the names are ---------------------------------------------------------------------------
def test_the_same_address_is_sure_and_a_name_is_proposed() -> None:
    event = webinar()
    testi = make.registration(event, "Testi Esimerkki", email="Testi@example.org")
    toinen = make.registration(event, "Toinen Esimerkki")
    for _again in range(2):
        make.registration(event, "Sama Nimi")
    matcher = Matcher(event.registrations.all())

    def match(name: str, email: str = "") -> tuple[int, Sureness] | None:
        found = matcher.match(name, email)
        return (found.registration, found.sureness) if found else None

    assert match("Ihan Muu", "testi@example.org") == (testi.pk, Sureness.ADDRESS)
    assert match("ESIMERKKI, Testi") == (testi.pk, Sureness.NAME)
    assert match("tt (Testi Esimerkki)") == (testi.pk, Sureness.NAME)
    assert match("Töinen Esimerkki") == (toinen.pk, Sureness.NAME)
    assert match("Toinen Esimerki") == (toinen.pk, Sureness.SIMILAR)
    assert match("TE", "toinen.esimerki@muu.example") == (toinen.pk, Sureness.SIMILAR)
    assert match("Sama Nimi") is None
    assert match("Outo Vieras") is None
    assert match("") is None
    assert keys_of("()") == []


def test_how_a_proposal_is_known_is_told_later() -> None:
    row = make.registration(webinar(), "Testi Esimerkki", email="testi@example.org")
    assert sureness_of("x", "TESTI@example.org", row) == Sureness.ADDRESS
    assert sureness_of("Esimerkki Testi", "", row) == Sureness.NAME
    assert sureness_of("Testi Esimerki", "", row) == Sureness.SIMILAR
    assert sureness_of("Testi", "", None) is None


# --- bringing in -----------------------------------------------------------------------------------
def test_bringing_in_proposes_and_marks_nobody() -> None:
    event = webinar()
    row = make.registration(event, "Testi E", email="testi@example.org")
    brought = bring(event, name="C:\\tmp\\raportti.csv")
    assert (brought.is_new, brought.unread) == (True, 0)
    assert (brought.report.program, brought.report.file_name) == ("teams", "raportti.csv")
    found = people(event)
    assert found["Testi Esimerkki"].proposed == row
    assert found["Toinen Esimerkki"].proposed is None
    assert not Attendance.objects.exists()
    assert verbs(event) == ["events.bring_report"]


def test_the_same_file_again_changes_nothing() -> None:
    event = webinar()
    first = bring(event)
    operations.settle_match(
        reported=people(event)["Toinen Esimerkki"], registration=None, by=None, walk_in=True
    )
    before = list(ReportedPerson.objects.values()), list(Attendance.objects.values())
    again = bring(event)
    assert (again.report, again.is_new) == (first.report, False)
    assert (list(ReportedPerson.objects.values()), list(Attendance.objects.values())) == before
    assert verbs(event) == ["events.bring_report", "events.settle_match"]
    assert bring(webinar()).is_new
    with pytest.raises(IntegrityError), transaction.atomic():
        make.report(event, sha256=first.report.sha256)


def test_what_is_no_report_or_of_another_day_is_refused() -> None:
    event = webinar()
    with pytest.raises(refusals.NotAReport):
        operations.bring_report(event=event, file=io.BytesIO(b"hello"), by=None)
    with pytest.raises(refusals.ReportOfAnotherDay):
        bring(make.event(starts_at=datetime(2026, 9, 1, 9, tzinfo=HELSINKI)))
    assert not AttendanceReport.objects.exists()


# --- settling --------------------------------------------------------------------------------------
def test_sure_ones_are_settled_together_with_the_union_of_their_minutes() -> None:
    event = webinar()
    row = make.registration(event, "Testi E", email="testi@example.org")
    make.registration(event, "Toinen Esimerkki")
    report = bring(event).report
    assert operations.settle_sure(report=report, by=None) == 1
    assert operations.settle_sure(report=report, by=None) == 0
    mark = Attendance.objects.get()
    assert (mark.registration, mark.person, mark.how) == (row, row.person, "report")
    assert (mark.minutes, len(mark.intervals), mark.report) == (90, 2, report)
    assert people(event)["Toinen Esimerkki"].settled_at is None
    assert verbs(event) == ["events.bring_report", "events.settle_match"]


def test_a_mark_made_by_hand_is_never_overwritten() -> None:
    event = webinar()
    row = make.registration(event, email="testi@example.org")
    by_hand = make.attendance(row)
    report = bring(event).report
    operations.settle_sure(report=report, by=None)
    operations.take_back_report(report=report, by=None)
    report = bring(event).report
    one = people(event)["Testi Esimerkki"]
    operations.settle_match(reported=one, registration=row, by=None)
    operations.open_match(reported=one, by=None)
    kept = Attendance.objects.get()
    assert (kept.pk, kept.how, kept.minutes, kept.intervals) == (by_hand.pk, "list", None, [])
    assert kept.withdrawn_at is None


def test_several_names_and_reports_of_one_person_are_united() -> None:
    event = webinar()
    row = make.registration(event, email="testi@example.org")
    report = bring(event).report
    operations.settle_sure(report=report, by=None)
    other = people(event)["Toinen Esimerkki"]
    operations.settle_match(reported=other, registration=row, by=None)
    assert Attendance.objects.get().minutes == 90  # 9.30–10 lies within 9–10
    later = (("Name", "Join Time", "Leave Time"), ("T E", "2026-05-12 11:00", "2026-05-12 11:20"))
    second = bring(event, later).report
    operations.settle_match(reported=second.people.get(), registration=row, by=None)
    assert Attendance.objects.get().minutes == 110
    operations.take_back_report(report=report, by=None)
    assert Attendance.objects.get().minutes == 20
    operations.open_match(reported=second.people.get(), by=None)
    assert not Attendance.objects.live().exists()


def test_unmatched_wait_and_may_be_walk_ins_or_nobody() -> None:
    event, known = webinar(), make.person(email="testi@example.org")
    bring(event)
    testi, toinen = people(event)["Testi Esimerkki"], people(event)["Toinen Esimerkki"]
    operations.settle_match(reported=testi, registration=None, by=None, walk_in=True)
    operations.settle_match(reported=toinen, registration=None, by=None)
    mark = Attendance.objects.get()
    assert (mark.name, mark.person, mark.minutes) == ("Testi Esimerkki", known, 90)
    with pytest.raises(refusals.MatchSettled):
        operations.settle_match(reported=testi, registration=None, by=None)
    operations.open_match(reported=testi, by=None)
    operations.open_match(reported=testi, by=None)
    assert not Attendance.objects.live().exists()
    operations.settle_match(reported=testi, registration=None, by=None, walk_in=True)
    assert Attendance.objects.live().get() == mark
    operations.open_match(reported=toinen, by=None)
    with pytest.raises(PartOfAnotherEvent):
        operations.settle_match(reported=toinen, registration=make.registration(webinar()), by=None)


def test_taking_back_withdraws_what_only_the_report_said() -> None:
    event = webinar(certificate_minutes=60)
    row = make.registration(event, email="testi@example.org")
    report = bring(event).report
    operations.settle_sure(report=report, by=None)
    toinen = people(event)["Toinen Esimerkki"]
    operations.settle_match(reported=toinen, registration=None, by=None, walk_in=True)
    first = operations.issue_certificate(registration=row, by=None)
    operations.take_back_report(report=report, by=None)
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert (Attendance.objects.live().count(), ReportedPerson.objects.count()) == (0, 0)
    assert verbs(event)[-1] == "events.revoke_certificate"
    again = bring(event, zone="Europe/Stockholm")
    assert again.is_new
    with pytest.raises(NoLongerThere):
        operations.open_match(reported=toinen, by=None)


def test_another_report_corrects_the_certificate() -> None:
    event = webinar(certificate_minutes=60)
    row = make.registration(event, email="testi@example.org")
    operations.settle_sure(report=bring(event).report, by=None)
    operations.issue_certificate(registration=row, by=None)
    later = (
        ("Name", "Email", "Join Time", "Leave Time"),
        ("T E", "testi@example.org", "2026-05-12 11:00", "2026-05-12 11:20"),
    )
    operations.settle_sure(report=bring(event, later).report, by=None)
    found = [(one.minutes, one.revoked_at is None) for one in Certificate.objects.order_by("pk")]
    assert found == [(90, False), (110, True)]


def test_names_of_a_report_are_forgotten_in_ninety_days() -> None:
    event = webinar()
    bring(event, ZOOM["en"])
    with time_machine.travel(datetime.now(HELSINKI) + timedelta(days=91)):
        clocks.run_clocks()
    assert not ReportedPerson.objects.exists()


def test_five_thousand_are_matched_and_settled() -> None:
    event = webinar()
    place = event.pools.get()
    Registration.objects.bulk_create(
        Registration(
            event=event, pool=place, name=f"Henkilö{number} Esimerkki{number % 700}",
            email=f"h{number}@example.org", state="confirmed", holds_place=True, notice_version="1",
            token_hash=f"{number}", calendar_uid=f"00000000-0000-4000-8000-{number:012}",
        )
        for number in range(5000)
    )  # fmt: skip  # one row
    rows = [
        (f"Henkilo{number} Esimerkki{number % 700}", "2026-05-12 09:00", "2026-05-12 10:00",
         f"h{number}@example.org" if number % 2 else "")
        for number in range(5000)
    ]  # fmt: skip  # a row of a file
    report = bring(event, (("Name", "Join Time", "Leave Time", "Email"), *rows)).report
    assert report.people.exclude(proposed=None).count() == 5000
    assert operations.settle_sure(report=report, by=None) == 2500
