"""Opening, asking and closing: who is asked, by letter once, and nobody twice."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from talkoot.events.models import Event
from talkoot.history.models import Entry
from talkoot.notices.models import Notice
from talkoot.people import operations as people
from talkoot.people.models import hash_of
from talkoot.surveys import operations
from talkoot.surveys.models import Asked, Batch, ProjectRule, Study, Wave
from talkoot.surveys.operations import inviting, refusals, studies, waves
from talkoot.surveys.queries.asking import numbers_of
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


def test_those_with_a_place_are_asked_until_it_is_known_who_was_there() -> None:
    event = make.event(project=make.running_project())
    here, away = make.registration(event), make.registration(event)
    make.registration(event, is_project_staff=True)
    make.registration(event, state="cancelled")
    wave = operations.open_for_event(event=event, by=None)
    assert set(wave.asked.values_list("registration", flat=True)) == {here.pk, away.pk}
    make.attendance(here)
    make.attendance(event, "Testi Ohikulkija")
    make.headcount(event, 3)
    operations.settle(wave=wave)
    operations.settle(wave=wave)
    assert wave.asked.exclude(registration=None).get().registration == here
    assert wave.asked.filter(registration=None).count() == 4


def test_a_second_opening_is_the_first_one() -> None:
    event = make.event(project=make.running_project())
    first = operations.open_for_event(event=event, by=None)
    assert operations.open_for_event(event=event, by=None) == first
    assert Entry.objects.filter(verb="surveys.open").count() == 1
    assert (first.anonymity, first.least, len(first.code)) == ("anonymous", 5, 6)


@pytest.mark.parametrize("fields", [{"published": False}, {"cancelled": "Sairastui"}])
def test_feedback_is_asked_of_what_is_held(fields: dict[str, Any]) -> None:
    with pytest.raises(refusals.EventNotHeld):
        operations.open_for_event(event=make.event(**fields), by=None)


def test_the_worker_opens_what_is_about_to_end_and_nothing_else() -> None:
    project, quiet = make.running_project(), make.running_project()
    operations.set_rule(project=quiet, by=None, asks_by_itself=False)
    starts = timezone.now() + timedelta(days=1)
    event = make.event(project=project, starts_at=starts)
    make.event(project=quiet, starts_at=starts)
    with time_machine.travel(starts + timedelta(minutes=100), tick=False):
        assert operations.open_due() == 0
    with time_machine.travel(starts + timedelta(minutes=106), tick=False):
        assert operations.open_due() == 1
        assert operations.open_due() == 0
        assert Wave.objects.get().is_open
    assert Wave.objects.get().event == event
    with time_machine.travel(starts + timedelta(days=5), tick=False):
        assert operations.open_due() == 0


def test_prepared_feedback_follows_its_event_until_somebody_has_answered() -> None:
    event = make.event(project=make.running_project(), starts_at=timezone.now() + timedelta(days=3))
    assert event.ends_at is not None
    wave = operations.open_for_event(event=event, by=None)
    assert wave.opens_at == event.ends_at - timedelta(minutes=15)
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at + timedelta(days=7))
    assert (waves.follow_events(), waves.follow_events()) == (1, 0)
    moved = Wave.objects.get()
    assert moved.opens_at - wave.opens_at == timedelta(days=7)
    assert moved.closes_at is not None
    assert wave.closes_at is not None
    assert moved.closes_at - wave.closes_at == timedelta(days=7)
    Wave.objects.update(has_answers=True)
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at)
    assert waves.follow_events() == 0


@pytest.mark.parametrize("gone", ["cancelled_at", "deleted_at"])
def test_nobody_is_asked_of_an_event_that_was_not_held(gone: str) -> None:
    event = make.event(
        project=make.running_project(),
        starts_at=timezone.now() - timedelta(hours=4),
    )
    make.registration(event, email="testi@example.org")
    operations.settle(wave=make.wave(event))
    event.cancelled_reason = "Esimerkkisyy" if gone == "cancelled_at" else ""
    setattr(event, gone, timezone.now())
    event.save()
    assert operations.ask_due() == 0
    event.cancelled_reason = ""
    setattr(event, gone, None)
    event.save()
    assert operations.ask_due() == 1


def test_a_letter_and_one_reminder_go_to_those_who_have_not_answered() -> None:
    now = timezone.now()
    event = make.event(project=make.running_project(), starts_at=now - timedelta(hours=2))
    rows = [make.registration(event, email=f"k{n}@example.org") for n in range(3)]
    wave = operations.open_for_event(event=event, by=None)
    with time_machine.travel(now + timedelta(minutes=10), tick=False):
        assert inviting.ask_due() == 0
    early = wave.asked.get(registration=rows[0])
    Asked.objects.filter(pk=early.pk).update(has_answered=True)
    with time_machine.travel(now + timedelta(minutes=31), tick=False):
        assert inviting.ask_due() == 2
        assert inviting.ask_due() == 0
    sent = list(Notice.objects.order_by("pk").values_list("to", "kind"))
    assert sent == [
        ("k1@example.org", "surveys.invitation"),
        ("k2@example.org", "surveys.invitation"),
    ]
    asked = wave.asked.get(registration=rows[1])
    token = inviting.token_of(asked)
    assert asked.token_hash == hash_of(token)
    assert f"/fi/feedback/{token}/" in Notice.objects.order_by("pk")[0].text
    with time_machine.travel(now + timedelta(days=4, minutes=31), tick=False):
        assert inviting.ask_due() == 2
        assert inviting.ask_due() == 0
    with time_machine.travel(now + timedelta(days=9), tick=False):
        assert inviting.ask_due() == 0
    assert Notice.objects.filter(kind="surveys.reminder").count() == 2
    asked.refresh_from_db()
    assert asked.token_hash == hash_of(token)


def test_letters_are_written_fifty_at_a_time_and_none_twice() -> None:
    wave = make.wave()
    Asked.objects.bulk_create(Asked(wave=wave, email=f"m{n}@example.org") for n in range(120))
    told = []
    while some := operations.ask_next(wave=wave):
        told.append(some)
    assert told == [50, 50, 20]
    assert Notice.objects.values("to").distinct().count() == 120


def test_closing_counts_for_good_and_happens_once() -> None:
    wave = make.wave()
    make.asked(wave, "linkki", has_answered=True)
    make.asked(wave)
    for _turn in range(2):
        closed = operations.close(wave=wave, by=None)
        assert (closed.asked_in_all, closed.answered_in_all) == (2, 1)
        Asked.objects.exclude(token_hash="").delete()
    assert (numbers_of(closed).asked, numbers_of(closed).answered) == (2, 1)
    assert Entry.objects.filter(verb="surveys.close").count() == 1
    with pytest.raises(refusals.WaveClosed):
        operations.edit(wave=wave, by=None, least=9)


def test_who_was_asked_is_forgotten_thirty_days_after_closing_unless_a_study_needs_it() -> None:
    project = make.running_project()
    study = Study.objects.create(
        project=project, titles={"fi": "Alku ja loppu"}, destroy_on=timezone.localdate()
    )
    waves = [
        make.wave(make.event(project=project)),
        make.wave(kind="before", event=None, study=study),
    ]
    still_open = make.wave()
    for wave in (*waves, still_open):
        make.asked(wave)
    for wave in waves:
        operations.close(wave=wave, by=None)
    now = timezone.now()
    assert people.run_clocks(now=now + timedelta(days=29)) == {}
    assert people.run_clocks(now=now + timedelta(days=31)) == {"surveys.asked": 1}
    assert {one.wave for one in Asked.objects.all()} == {waves[1], still_open}
    studies.destroy_key(study=study, by=None)
    assert {one.wave for one in Asked.objects.all()} == {still_open}


def test_the_clock_mixes_and_adds_up_only_what_has_something_new() -> None:
    event = make.event(project=make.running_project())
    wave, quiet = make.wave(event), make.wave()
    for number in range(10):
        asked = make.asked(
            wave, registration=make.registration(event, email=f"a{number}@example.org")
        )
        operations.answer(asked=asked, values={"useful": 4}, texts={}, language="fi")
    make.asked(quiet)
    assert operations.mix_everything() == 1
    assert operations.mix_everything() == 0
    with CaptureQueriesContext(connection) as asked_for:
        operations.close_due()
    assert Batch.objects.get().answers == 5
    with CaptureQueriesContext(connection) as nothing_new:
        operations.close_due()
    assert len(nothing_new) == 2 < len(asked_for)


def test_the_clock_closes_what_has_reached_its_time() -> None:
    due = make.wave(closes_at=timezone.now() - timedelta(minutes=1))
    make.wave()
    assert operations.close_due() == 1
    due.refresh_from_db()
    assert due.closed_at is not None


def test_the_rule_of_a_project_only_goes_up() -> None:
    wave = make.wave()
    assert wave.project is not None
    operations.set_rule(project=wave.project, by=None, least=8)
    wave.refresh_from_db()
    assert wave.least == 8
    for lower in (7, 3):
        with pytest.raises(refusals.LeastOnlyUp):
            operations.set_rule(project=wave.project, by=None, least=lower)
    assert ProjectRule.objects.get().least == 8
    assert operations.open_for_event(event=make.event(project=wave.project), by=None).least == 8


def test_the_arranger_prepares_shows_and_closes(client: Client) -> None:
    project = make.running_project()
    event = make.event(project=project)
    manager = make.person("Testi Päällikkö")
    make.team_member(project, manager, role="manager")
    address = f"/fi/feedback/event/{event.slug}/"
    assert client.get(address).status_code == 302
    client.force_login(make.person("Testi Vieras"))
    assert client.get(address).status_code == 404
    client.force_login(manager)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}screen/").status_code == 404
    assert client.post(f"{address}open/").status_code == 302
    wave = Wave.objects.get()
    assert wave.code in client.get(f"{address}screen/").content.decode()
    closes = timezone.localtime(wave.opens_at) + timedelta(days=3)
    given = {"closes_at": closes.strftime("%Y-%m-%dT%H:%M"), "own": "", "least": "6"}
    assert client.post(f"{address}edit/", given).status_code == 302
    wave.refresh_from_db()
    assert wave.least == 6
    assert client.get(f"{address}close/").status_code == 200
    assert client.post(f"{address}close/").status_code == 302
    wave.refresh_from_db()
    assert wave.closed_at is not None
    assert client.get(address).status_code == 200
    assert client.get(f"/fi/events/{event.slug}/manage/").status_code == 200


@pytest.mark.parametrize("typed", ["93KGT9", " 93 kgt9", "93-KGT9", "93kg/t9", "93 KG T9 "])
def test_the_code_on_the_screen_is_read_however_it_is_typed(client: Client, typed: str) -> None:
    wave = make.wave(code="93KGT9")
    told = client.post(reverse("surveys:enter"), {"code": typed})
    assert told["Location"] == reverse("surveys:at_code", args=[wave.code])
    if "/" not in typed:
        assert client.get(reverse("surveys:at_code", args=[typed])).status_code == 200
    unknown = client.post(reverse("surveys:enter"), {"code": "93-kgt8"}).content.decode()
    assert 'value="93-kgt8"' in unknown


def test_the_feedback_of_an_event_is_closed_on_some_day() -> None:
    wave = make.wave(closes_at=timezone.now() + timedelta(days=3))
    with pytest.raises(refusals.ClosingMissing):
        operations.edit(wave=wave, by=None, closes_at=None)
    wave.refresh_from_db()
    assert wave.closes_at is not None
