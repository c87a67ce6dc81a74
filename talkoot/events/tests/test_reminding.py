"""Letters that the clock writes to those who arrange, and to those who got a certificate: each once."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from talkoot.events import operations, tasks
from talkoot.events.models import Attachment, Certificate, HostTurn
from talkoot.events.operations import registrations
from talkoot.events.queries.arrangers import arrangers_of
from talkoot.events.tests import factories as make
from talkoot.kit import clock
from talkoot.kit.periods import PartialDate, Period
from talkoot.notices.models import Notice
from talkoot.organisations.models import Membership
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db

DAY = date(2027, 6, 1)


def at(day: date) -> time_machine.travel:
    return time_machine.travel(
        datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone()),
        tick=False,
    )


def told() -> list[tuple[str, str]]:
    found = list(Notice.objects.order_by("pk").values_list("kind", "to"))
    Notice.objects.all().delete()
    return found


# --- turns to host --------------------------------------------------------------------------------
def turn(**fields: object) -> HostTurn:
    series = make.series("Kiertävä kokous", rotates=True)
    fields.setdefault("responsible", make.person(email="vastuu@example.org"))
    return make.turn(series, period=Period(PartialDate(DAY)), **fields)  # type: ignore[arg-type]  # the test chooses


def test_the_responsible_person_is_reminded_sixty_and_fourteen_days_before_once_each() -> None:
    of = turn()
    make.turn_duty(of, "Varaa tila")
    make.turn_duty(of, "Lähetä kutsu", done_on=date(2027, 1, 1))
    sent = {}
    for left in (61, 60, 59, 15, 14, 13, 0, -1):
        with at(DAY - timedelta(days=left)):
            sent[left] = operations.remind_hosts()
    assert sent == {61: 0, 60: 1, 59: 0, 15: 0, 14: 1, 13: 0, 0: 0, -1: 0}
    first = Notice.objects.order_by("pk")[0]
    assert (first.kind, first.to) == ("events.turn", "vastuu@example.org")
    assert f"/fi/events/series/{of.series.slug}/turns/{of.pk}/" in first.text
    assert ("Varaa tila" in first.text, "Lähetä kutsu" in first.text) == (True, False)


def test_a_turn_that_is_first_seen_late_reminds_once() -> None:
    turn()
    with at(DAY - timedelta(days=10)):
        assert [operations.remind_hosts(), operations.remind_hosts()] == [1, 0]


def test_a_turn_that_was_moved_reminds_of_its_new_day() -> None:
    of = turn()
    with at(DAY - timedelta(days=14)):
        operations.remind_hosts()
        operations.edit_turn(turn=of, by=None, period=Period(PartialDate(DAY + timedelta(days=40))))
        assert [operations.remind_hosts(), operations.remind_hosts()] == [1, 0]


def test_a_turn_without_a_responsible_person_waits_for_one() -> None:
    of = turn(responsible=None)
    with at(DAY - timedelta(days=20)):
        assert operations.remind_hosts() == 0
        operations.edit_turn(turn=of, by=None, responsible=make.person())
        assert operations.remind_hosts() == 1


@pytest.mark.parametrize("state", ["done", "passed"])
def test_a_turn_that_is_over_reminds_nobody(state: str) -> None:
    turn(state=state, reason="Muu este")
    with at(DAY - timedelta(days=14)):
        assert operations.remind_hosts() == 0


def test_the_invented_get_no_letter() -> None:
    turn(responsible=make.person(is_invented=True))
    with at(DAY - timedelta(days=14)):
        assert operations.remind_hosts() == 0
    assert told() == []


# --- captions ---------------------------------------------------------------------------------------
def recording(**fields: object) -> Attachment:
    project = make.running_project()
    make.team_member(project, make.person(email="paallikko@example.org"))
    make.team_member(project, make.person(email="jasen@example.org"), role="member")
    event = make.event(project=project)
    fields.setdefault("published_at", timezone.now())
    return make.attachment(event, "Tallenne", kind="recording", **fields)


def test_the_manager_is_told_seven_days_before_captions_are_due_and_when_they_are_late() -> None:
    with at(DAY):
        row = recording()
    sent = {}
    for days in (6, 7, 8, 14, 15, 16):
        with at(DAY + timedelta(days=days)):
            sent[days] = operations.remind_captions()
    assert sent == {6: 0, 7: 1, 8: 0, 14: 0, 15: 1, 16: 0}
    texts = list(Notice.objects.order_by("pk").values_list("to", "text"))
    page = f"/fi/events/{row.event.slug}/manage/materials/"
    assert [(to, page in text, "15.6.2027" in text) for to, text in texts] == [
        ("paallikko@example.org", True, True)
    ] * 2


@pytest.mark.parametrize(
    "fields", [{"captioned_on": DAY}, {"published_at": None, "captions_due_on": DAY}]
)
def test_captioned_and_hidden_recordings_tell_nobody(fields: dict[str, object]) -> None:
    with at(DAY):
        recording(**fields)
    with at(DAY + timedelta(days=20)):
        assert operations.remind_captions() == 0


def test_the_arrangers_are_the_shares_contacts_too_and_without_a_project_the_coordinators() -> None:
    project = make.running_project()
    share, other = make.partnership(project), make.partnership(project)
    manager = make.team_member(project).person
    contact = make.team_member(project, role="partner_contact", partnership=share).person
    make.team_member(project, role="partner_contact", partnership=other)
    assert arrangers_of(make.event(project=project)) == [manager]
    counted = make.event(project=project, counting_partnership=share)
    assert arrangers_of(counted) == [manager, contact]
    alone = make.event()
    coordinator = make.person()
    for person, role in ((coordinator, "coordinator"), (make.person(), "member")):
        Membership.objects.create(organisation=alone.organisation, person=person, role=role)
    assert arrangers_of(alone) == [coordinator]


# --- certificates -----------------------------------------------------------------------------------
def certified() -> Certificate:
    event = make.event(starts_at=make.in_days(-1), certificate_minutes=30)
    row = make.registration(event, "Testi Esimerkki", email="a@example.org")
    make.attendance(row, minutes=60)
    return operations.issue_certificate(registration=row, by=None)


def test_a_certificate_is_told_once_with_its_link_and_its_check_address() -> None:
    row = certified()
    assert [operations.tell_certificates(), operations.tell_certificates()] == [1, 0]
    notice = Notice.objects.get()
    own = registrations.own_address(row.registration)
    assert (notice.kind, notice.to) == ("events.certificate", "a@example.org")
    assert f"{own}certificate.pdf" in notice.text
    assert f"/fi/events/certificates/{row.check_code}/" in notice.text
    assert row.number in notice.text


def test_whoever_has_a_revoked_certificate_is_told_why_once() -> None:
    untold, row = certified(), certified()
    operations.revoke_certificate(certificate=untold, reason="Ei ollut paikalla", by=None)
    assert (operations.tell_certificates(), len(told())) == (1, 1)
    for _turn in range(2):
        operations.revoke_certificate(certificate=row, reason="Väärä henkilö", by=None)
    notice = Notice.objects.get()
    assert (notice.kind, notice.to) == ("events.certificate_revoked", "a@example.org")
    assert "Väärä henkilö" in notice.text
    assert row.number in notice.text


def test_a_corrected_certificate_is_told_again_and_that_it_is_revoked_only_without_another() -> (
    None
):
    row = certified()
    operations.tell_certificates()
    told()
    mark = row.registration.attendances.get()
    operations.withdraw_mark(attendance=mark, by=None)
    assert Notice.objects.get().kind == "events.certificate_revoked"
    assert (operations.tell_certificates(), len(told())) == (0, 1)
    make.attendance(row.registration, minutes=45)
    operations.issue_certificate(registration=row.registration, by=None)
    assert operations.tell_certificates() == 1
    assert "aiemm" in Notice.objects.get().text or "earlier" in Notice.objects.get().text


def test_no_certificate_is_mailed_to_the_invented_or_the_emptied() -> None:
    row = certified()
    Person.objects.filter(registrations=row.registration).update(is_invented=True)
    assert operations.tell_certificates() == 0
    other = certified()
    other.registration.email = ""
    other.registration.save()
    assert (operations.tell_certificates(), told()) == (0, [])


def test_the_clock_runs_them() -> None:
    assert tasks.tell_certificates.call() == 0
    assert tasks.remind_arrangers.call() == 0
    assert {"events.tell_certificates", "events.remind_arrangers"} <= set(clock.names())
