"""Turns of a rotating series: taking, passing on, swapping, finishing, proposing, the meeting made."""

import threading
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connections, transaction
from django.utils import timezone, translation

from talkoot.events import operations
from talkoot.events.models import Event, HostTurn, Series
from talkoot.events.operations import turn_refusals as refusals
from talkoot.events.queries.handover import pack_of
from talkoot.events.queries.proposing import Proposed, proposal, rhythm
from talkoot.events.queries.turns import fairness_of, turns_of
from talkoot.events.tests import factories as make
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.kit.tests.waiting import waits_for_a_lock
from talkoot.people.models import Person
from talkoot.projects.operations import ChangedMeanwhile

pytestmark = pytest.mark.django_db
NOW = time_machine.travel("2026-11-22T10:00:00+02:00", tick=False)


def on(written: str) -> Period:
    day = PartialDate.read(written)
    return Period(day, day)


def rotating(**fields: Any) -> Series:
    fields.setdefault("turns_a_year", 4)
    return make.series("Työkokoukset", rotates=True, **fields)


def verbs(series: Series) -> list[str]:
    entries = Entry.objects.of(series).order_by("pk")
    return [entry.verb.removeprefix("events.") for entry in entries]


def state_of(turn: HostTurn) -> str:
    turn.refresh_from_db()
    return turn.state


@pytest.fixture
def by() -> Person:
    return make.person("Vetäjä Esimerkki")


# --- series ---------------------------------------------------------------------------------------
def test_a_series_is_edited_where_nobody_else_wrote(by: Person) -> None:
    series = rotating()
    operations.edit_series(series=series, by=by, turns_a_year=6, avoided_weeks=[8, 42])
    assert verbs(series) == ["edit_series"]
    operations.edit_series(series=series, by=by, turns_a_year=6)
    assert verbs(series) == ["edit_series"]
    with pytest.raises(ChangedMeanwhile):
        operations.edit_series(series=series, by=by, seen=0, turns_a_year=5)
    operations.edit_series(series=series, by=by, seen=0, kind="other")
    with pytest.raises(refusals.WeekUnknown):
        operations.edit_series(series=series, by=by, avoided_weeks=[54])
    with pytest.raises(refusals.SeriesTitleMissing):
        operations.edit_series(series=series, by=by, titles=Texts())
    with pytest.raises(refusals.SeriesSlugTaken):
        operations.edit_series(series=series, by=by, slug=make.series().slug)
    with pytest.raises(refusals.SeriesSlugTaken):
        operations.edit_series(series=series, by=by, slug="new")


# --- turns ----------------------------------------------------------------------------------------
def test_a_turn_gets_the_duties_beside_one_another_in_each_language(by: Person) -> None:
    series = rotating(duties=Texts(fi="Varaa tila\nKutsu\n", sv="Boka lokal"))
    turn = operations.add_turn(series=series, by=by, host=make.organisation())
    assert [duty.texts for duty in turn.checklist.all()] == [
        {"fi": "Varaa tila", "sv": "Boka lokal"},
        {"fi": "Kutsu"},
    ]
    duty = turn.checklist.first()
    assert duty is not None
    for is_done in (True, True, False):
        operations.tick_duty(duty=duty, by=by, is_done=is_done)
    assert verbs(series) == ["add_turn", "tick_duty", "untick_duty"]
    duty.refresh_from_db()
    assert duty.done_on is None


def test_a_turn_is_taken_once_and_held_when_its_day_has_come(by: Person) -> None:
    series = rotating()
    turn = make.turn(series, period=on("1.12.2026"))
    with NOW:
        operations.accept_turn(turn=turn, by=by)
        operations.accept_turn(turn=turn, by=by)
        with pytest.raises(refusals.TurnAhead):
            operations.finish_turn(turn=turn, by=by)
    with time_machine.travel("2026-12-01T15:00:00+02:00"):
        operations.finish_turn(turn=turn, by=by, travel_km=820)
    assert (state_of(turn), turn.travel_km) == ("done", 820)
    assert verbs(series) == ["accept_turn", "finish_turn"]
    for call in (operations.accept_turn, operations.finish_turn, operations.remove_turn):
        with pytest.raises(refusals.TurnOver):
            call(turn=turn, by=by)
    with pytest.raises(refusals.TurnOver):
        operations.edit_turn(turn=turn, by=by, host=make.organisation())
    operations.write_handover(turn=turn, text=" Kahvit ajoissa. ", by=by)
    operations.edit_turn(turn=turn, by=by, travel_km=900)
    turn.refresh_from_db()
    assert (turn.handover, turn.travel_km) == ("Kahvit ajoissa.", 900)


def test_a_turn_is_passed_on_with_its_day_and_its_meeting(by: Person) -> None:
    series = rotating()
    first, last = make.turn(series, period=on("1.12.2026")), make.turn(series)
    meeting = make.event(series=series, turn=first, published=False)
    with pytest.raises(refusals.ReasonMissing):
        operations.pass_turn(turn=first, reason=" ", by=by)
    other = make.organisation("Toinen")
    new = operations.pass_turn(turn=first, reason="Henkilöstö vaihtuu", by=by, to=other)
    assert new is not None
    meeting.refresh_from_db()
    last.refresh_from_db()
    assert (new.position, new.host, new.period, new.state, last.position) == (
        2, other, on("1.12.2026"), "planned", 3,
    )  # fmt: skip  # one row
    assert (state_of(first), first.reason, meeting.turn) == ("passed", "Henkilöstö vaihtuu", new)
    with pytest.raises(refusals.TurnOver):
        operations.pass_turn(turn=first, reason="Taas", by=by)
    assert operations.pass_turn(turn=last, reason="Ei ketään", by=by) is None
    assert verbs(series) == ["pass_turn", "add_turn", "pass_turn"]


def test_two_hosts_change_days_and_their_drafts_move_along(by: Person) -> None:
    series = rotating()
    a = make.turn(series, period=on("1.12.2026"))
    b = make.turn(series, period=on("9.2.2027"))
    begins = make.moment("2026-12-01 07:00")
    meeting = make.event(series=series, turn=a, published=False, starts_at=begins)
    operations.swap_turns(a=a, b=b, reason="Remontti", by=by)
    for turn in (a, b):
        turn.refresh_from_db()
    assert [(t.position, str(t.period), t.reason, t.swapped_with) for t in (a, b)] == [
        (2, "9.2.2027", "Remontti", b),
        (1, "1.12.2026", "Remontti", a),
    ]
    meeting.refresh_from_db()
    assert meeting.starts_at is not None
    assert timezone.localtime(meeting.starts_at).isoformat() == "2027-02-09T09:00:00+02:00"
    assert verbs(series) == ["swap_turns", "swap_turns"]
    for pair in ((a, a), (a, make.turn(rotating()))):
        with pytest.raises(refusals.SwapsWithItself):
            operations.swap_turns(a=pair[0], b=pair[1], reason="Syy", by=by)
    with pytest.raises(refusals.ReasonMissing):
        operations.swap_turns(a=a, b=b, reason="", by=by)
    Event.objects.filter(pk=meeting.pk).update(published_at=timezone.now())
    with pytest.raises(refusals.MeetingIsPublic):
        operations.swap_turns(a=a, b=b, reason="Syy", by=by)
    HostTurn.objects.filter(pk=b.pk).update(state="done")
    with pytest.raises(refusals.TurnOver):
        operations.swap_turns(a=a, b=b, reason="Syy", by=by)


@pytest.mark.django_db(transaction=True)
def test_swaps_from_both_ends_wait_in_one_order() -> None:
    """Another holds the first turn; whoever swaps second with first waits for it, and does not hold
    the second meanwhile. Were the given order followed, the two would wait for each other."""
    series = rotating()
    first, second = make.turn(series, period=on("1.12.2026")), make.turn(series)
    failed: list[BaseException] = []

    def swap() -> None:
        try:
            operations.swap_turns(a=second, b=first, reason="Syy", by=None)
        except BaseException as wrong:  # told to the test, which fails with it
            failed.append(wrong)
        finally:
            connections.close_all()

    other = threading.Thread(target=swap)
    with transaction.atomic():
        HostTurn.objects.select_for_update().get(pk=first.pk)
        other.start()
        waits_for_a_lock()
        try:
            HostTurn.objects.select_for_update(nowait=True).get(pk=second.pk)
        except DatabaseError:  # pragma: no cover  # only if the order is lost
            pytest.fail("the second turn was locked before the first")
    other.join(60)
    first.refresh_from_db()
    assert (failed, first.position) == ([], 2)


def test_a_turn_added_by_mistake_is_removed_unless_it_has_a_meeting(by: Person) -> None:
    series = rotating()
    turn, other = make.turn(series), make.turn(series)
    make.event(series=series, turn=other)
    operations.remove_turn(turn=turn, by=by)
    with pytest.raises(refusals.TurnHasMeeting):
        operations.remove_turn(turn=other, by=by)
    assert (list(series.turns.all()), verbs(series)) == ([other], ["remove_turn"])


# --- proposing ------------------------------------------------------------------------------------
def four_turns(series: Series) -> list[HostTurn]:
    """Iisalmi, Varkaus and Kuopio, who hosted twice, in 2026."""
    days = ("10.2.2026", "7.5.2026", "14.7.2026", "13.10.2026")
    hosts = [make.organisation(name) for name in ("Iisalmi", "Varkaus", "Kuopio")]
    return [
        make.turn(series, host, period=on(day), state="done")
        for host, day in zip((*hosts, hosts[2]), days, strict=True)
    ]


@NOW
def test_a_year_is_proposed_in_the_rhythm_of_the_last_and_avoids_what_does_not_suit() -> None:
    series = rotating(avoided_weeks=[6])
    four_turns(series)
    ideal = [date(2027, 2, 9), date(2027, 5, 6), date(2027, 7, 13), date(2027, 10, 12)]
    assert rhythm(series, 2027) == ideal
    with translation.override("en"):
        rows = proposal(series, 2027)
    assert [(row.day, str(row.host), row.avoided) for row in rows] == [
        (date(2027, 2, 4), "Iisalmi", ("week 6",)),
        (date(2027, 5, 5), "Varkaus", ("Ascension Day 6.5.",)),
        (date(2027, 6, 30), "Kuopio", ("July",)),
        (date(2027, 10, 12), "Iisalmi", ()),
    ]


@NOW
def test_every_proposal_is_a_tuesday_wednesday_or_thursday_that_suits(by: Person) -> None:
    for wanted in (1, 3, 12, 26):
        series = rotating(turns_a_year=wanted, avoided_weeks=[8, 9, 42])
        make.turn(series, period=on("4.11.2026"))
        rows = proposal(series, 2027)
        assert len(rows) == wanted
        for row in rows:
            assert row.day.year == 2027
            assert row.day.weekday() in (1, 2, 3)
            assert row.day.month != 7
            assert row.day.isocalendar().week not in (8, 9, 42)
            assert row.day not in {date(2027, 1, 6), date(2027, 5, 6)}
        assert len({row.day for row in rows}) == wanted


@NOW
def test_what_is_proposed_is_added_once_and_a_passed_turn_comes_first(by: Person) -> None:
    series = rotating()
    with pytest.raises(refusals.NobodyHosts):
        operations.propose_turns(series=series, year=2027, by=by)
    turns = four_turns(series)
    HostTurn.objects.filter(pk=turns[1].pk).update(state="passed", reason="Ei ehdi")
    made = operations.propose_turns(series=series, year=2027, by=by)
    assert [str(turn.host) for turn in made] == ["Varkaus", "Iisalmi", "Varkaus", "Kuopio"]
    assert {turn.state for turn in made} == {"planned"}
    with pytest.raises(refusals.YearHasItsTurns):
        operations.propose_turns(series=series, year=2027, by=by)
    chosen = [Proposed(date(2028, 3, 1), host=turns[0].host)]
    operations.propose_turns(series=series, year=2028, by=by, chosen=chosen)
    assert len(proposal(series, 2028)) == 3
    with pytest.raises(refusals.DayTaken):
        operations.propose_turns(series=series, year=2028, by=by, chosen=chosen)
    series.turns_a_year = None
    series.save()
    with pytest.raises(refusals.TurnsAYearMissing):
        operations.propose_turns(series=series, year=2028, by=by)


# --- the meeting and the handover -----------------------------------------------------------------
def test_a_turn_becomes_a_draft_of_the_last_programme_without_the_last_place(by: Person) -> None:
    series = rotating()
    held = make.turn(series, period=on("13.10.2026"), state="done")
    last = make.event(
        "Työkokous", series=series, turn=held, on_site=True, remote=False, place="Iisalmi", capacity=30,
        starts_at=make.moment("2026-10-13 06:00"), descriptions=Texts(fi="Ohjelma"),
    )  # fmt: skip  # one event
    turn = make.turn(series, make.organisation("Varkaus"), period=on("9.2.2027"))
    made = operations.begin_meeting(turn=turn, by=by)
    assert operations.begin_meeting(turn=turn, by=by) == made
    assert made.starts_at is not None
    assert timezone.localtime(made.starts_at).isoformat() == "2027-02-09T09:00:00+02:00"
    assert (made.titles, made.descriptions, made.place, made.organisation, made.published_at) == (
        last.titles, {"fi": "Ohjelma"}, "", turn.host, None,
    )  # fmt: skip  # one row
    assert [(pool.mode, pool.capacity) for pool in made.pools.all()] == [("on_site", 30)]
    with pytest.raises(refusals.TurnWithoutDay):
        operations.begin_meeting(turn=make.turn(series), by=by)
    operations.delete(event=made, by=by)
    with pytest.raises(refusals.TurnHasMeeting):
        operations.begin_meeting(turn=turn, by=by)


def test_the_first_meeting_has_the_name_of_the_series(by: Person) -> None:
    series = rotating()
    made = operations.begin_meeting(turn=make.turn(series, period=on("3/2027")), by=by)
    assert (made.titles, made.kind, str(made.period)) == (
        series.titles,
        "meeting",
        "maaliskuu 2027",
    )


def test_the_handover_has_the_last_programme_and_words_but_nobodys_needs() -> None:
    series = rotating()
    held = make.turn(series, period=on("13.10.2026"), handover="Kahvit ajoissa.")
    last = make.event(series=series, turn=held, starts_at=make.moment("2026-10-13 06:00"))
    one = make.registration(last, "Anna Esimerkki")
    make.need(one, "Keliakia")
    make.registration(last, "Peruja Esimerkki", state="cancelled")
    make.event(series=series, starts_at=make.moment("2027-03-13 06:00"))
    turn = make.turn(series, period=on("9.2.2027"))
    pack = pack_of(turn)
    assert (pack.last, pack.participants, pack.words) == (last, [one], [held])
    assert pack_of(held).last is None


def test_shares_are_beside_an_equal_one() -> None:
    series = rotating()
    for turn in four_turns(series):
        HostTurn.objects.filter(pk=turn.pk).update(travel_km=100)
    make.turn(series, period=on("1.12.2026"))
    found = fairness_of(list(turns_of(series)))
    assert [(str(share.host.host), share.held, share.travel_km) for share in found.shares][:3] == [
        ("Iisalmi", 1, 100),
        ("Varkaus", 1, 100),
        ("Kuopio", 2, 200),
    ]
    assert (found.held, found.equal, found.spread, found.is_even, found.travel_km) == (
        4, 1.0, 2, False, 400,
    )  # fmt: skip  # one row
