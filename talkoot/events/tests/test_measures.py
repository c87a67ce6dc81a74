"""How events are counted where it is not plain: days half known, shares, first times, parts, minutes."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from talkoot.events.models import Attendance, Event
from talkoot.events.tests import factories as make
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.measures.measure import Scope, get
from talkoot.measures.tests.oracle import is_about
from talkoot.projects.models import Project

pytestmark = pytest.mark.django_db

YEAR, MONTH = Precision.YEAR, Precision.MONTH


def days(first: str, last: str, precision: Precision = Precision.DAY) -> Period:
    return Period(
        PartialDate(date.fromisoformat(first), precision),
        PartialDate(date.fromisoformat(last), precision),
    )


def project(first: str = "2024-01-01", last: str = "2024-12-31") -> Project:
    return make.project(published=True, period=days(first, last))


def held(of: Project, first: str = "2024-03-12", last: str = "", **fields: object) -> Event:
    fields.setdefault("period", days(first, last or first))
    return make.event(project=of, **fields)  # type: ignore[arg-type]  # the test chooses


def count(code: str, of: Project, first: str = "", until: str = "", **more: int) -> object:
    return get(f"events.{code}").value(
        Scope(
            (of.pk,),
            date.fromisoformat(first) if first else None,
            date.fromisoformat(until) if until else None,
            **more,  # type: ignore[arg-type]  # the test chooses
        )
    )


def why_not(code: str, of: Project) -> dict[str, int]:
    found = get(f"events.{code}").left_out(Scope((of.pk,)))
    return {one.code: number for one in found if (number := one.rows.count())}


# --- which events --------------------------------------------------------------------------------
def test_an_event_counts_on_its_last_day() -> None:
    of = project()
    held(of, "2024-06-30", "2024-07-01")
    assert count("held", of, "2024-01-01", "2024-07-01") == 0
    assert count("held", of, "2024-07-01", "2024-07-02") == 1


def test_where_only_the_year_is_known_it_counts_at_its_end_yet_within_the_project() -> None:
    of = project("2023-01-01", "2024-09-30")
    held(of, period=days("2023-01-01", "2023-01-01", YEAR))
    held(of, period=days("2024-01-01", "2024-01-01", YEAR))
    assert count("held", of, "2023-12-31", "2024-01-01") == 1
    assert count("held", of, "2024-09-30", "2024-10-01") == 1
    assert why_not("held", of) == {}


def test_an_event_outside_the_project_or_the_partners_time_is_told_not_counted() -> None:
    of = project()
    share = make.partnership(of)
    make.partner_period(share, days("2024-01-01", "2024-02-01", MONTH))
    held(of, "2025-01-01")
    held(of, "2023-12-31")
    held(of, "2024-03-01", counting_partnership=share)
    held(of, "2024-02-29", "2024-03-01", counting_partnership=share)
    assert count("held", of) == 1
    assert why_not("held", of) == {"outside": 3}


def test_what_was_not_held_says_why() -> None:
    of = make.running_project()
    make.event(project=of)
    make.event(project=of, cancelled="Sairastui")
    held(of, published=False)
    held(of, deleted=True)
    assert count("held", of) == 0
    assert why_not("held", of) == {"not_over": 1, "cancelled": 1, "draft": 1}


def test_an_event_is_held_at_the_moment_when_it_ends() -> None:
    of = make.running_project()
    event = make.event(project=of, starts_at=make.in_days(1))
    assert event.ends_at is not None
    with time_machine.travel(event.ends_at, tick=False):
        assert count("held", of) == 1
    assert count("held", of) == 0


def test_an_event_of_no_project_is_nobodys_number() -> None:
    make.event(period=days("2024-03-12", "2024-03-12"))
    assert count("held", project()) == 0


# --- who was there -----------------------------------------------------------------------------
def test_several_marks_at_one_event_are_one_participation() -> None:
    of = project()
    event = held(of)
    parts = [make.session(event), make.session(event)]
    mine = make.registration(event)
    make.attendance(mine)
    for part in parts:
        make.attendance(mine, session=part)
    assert (count("participations", of), count("people", of)) == (1, 1)
    assert why_not("participations", of) == {"already": 2}


def test_members_of_a_party_without_an_address_are_participations_but_nobody_known() -> None:
    of = project()
    event = held(of)
    head = make.registration(event)
    member = make.registration(event, "Testi Jäsen", email="", contact=head)
    make.attendance(head)
    make.attendance(member)
    make.attendance(event, "Testi Ohikulkija")
    make.attendance(event)
    assert (count("participations", of), count("people", of)) == (4, 1)
    assert why_not("people", of) == {"unknown": 3}


def test_a_person_counts_in_the_period_and_share_of_the_first_time() -> None:
    of = project()
    mine, other = make.partnership(of), make.partnership(of)
    person = make.person(email="sama@example.org")
    for day, share in (("2024-05-01", other), ("2024-02-01", mine), ("2024-08-01", mine)):
        event = held(of, day, counting_partnership=share)
        make.attendance(make.registration(event, email=person.email))
    assert count("people", of) == 1
    assert count("people", of, "2024-02-01", "2024-03-01") == 1
    assert count("people", of, "2024-05-01", "2024-12-01") == 0
    assert count("people", of, partnership=mine.pk) == 1
    assert count("people", of, partnership=other.pk) == 0
    assert count("participations", of) == 3


def test_an_earlier_mark_that_does_not_count_does_not_take_the_first_time() -> None:
    of = project()
    email = "sama@example.org"
    first = make.attendance(make.registration(held(of, "2024-01-10"), email=email))
    second = make.attendance(make.registration(held(of, "2024-04-10"), email=email))
    Attendance.objects.filter(pk=first.pk).update(withdrawn_at=timezone.now())
    rows = get("events.people").rows(Scope((of.pk,)))
    assert [row.pk for row in rows] == [second.pk]
    assert why_not("people", of) == {"withdrawn": 1}


def test_whoever_the_project_pays_is_not_a_participant_wherever_it_is_written() -> None:
    of = project()
    event = held(of)
    make.attendance(make.registration(event, is_project_staff=True))
    make.attendance(event, "Testi Työntekijä", is_project_staff=True)
    assert count("participations", of) == 0
    assert why_not("participations", of) == {"staff": 2}


def test_who_had_a_place_and_was_not_there_is_told() -> None:
    of = project()
    event = held(of)
    make.registration(event)
    make.registration(event, state="cancelled")
    assert why_not("participations", of) == {"absent": 1}


def test_the_organisation_of_the_mark_goes_before_that_of_the_registration() -> None:
    of = project()
    event = held(of)
    mine, other = make.organisation(), make.organisation()
    make.attendance(make.registration(event, organisation=mine), organisation=other)
    make.attendance(make.registration(event, organisation=other), organisation=None)
    make.attendance(make.registration(event, organisation_written="Esimerkkikunta"))
    assert get("events.organisations").parts(Scope((of.pk,)), "whose") == [(other.pk, 1)]
    assert why_not("organisations", of) == {"already": 1, "unknown": 1}


# --- how long ----------------------------------------------------------------------------------
def test_minutes_of_the_parts_are_inside_those_of_the_whole() -> None:
    of = project()
    event = held(of)
    part = make.session(event)
    whole = make.registration(event)
    make.attendance(whole, minutes=100)
    make.attendance(whole, session=part, minutes=40)
    only_part = make.registration(event)
    make.attendance(only_part)
    make.attendance(only_part, session=part, minutes=25)
    assert count("hours", of) == Decimal("2.08")
    assert why_not("hours", of) == {"already": 1, "unknown": 1}


# --- without names -----------------------------------------------------------------------------
def test_numbers_without_names_are_added_and_one_about_makes_all_about() -> None:
    of = project()
    scope = Scope((of.pk,))
    event = held(of)
    make.headcount(event, 20)
    make.headcount(event, 7, withdrawn_at=timezone.now())
    headcount = get("events.headcount")
    assert (headcount.value(scope), is_about(headcount, scope)) == (20, False)
    make.headcount(event, 90, is_approximate=True)
    assert (headcount.value(scope), is_about(headcount, scope)) == (110, True)
    assert headcount.parts(scope, "is_approximate") == [(False, 20), (True, 90)]
    assert why_not("headcount", of) == {"withdrawn": 1}
    assert count("participations", of) == 0
