"""Every measure keeps its promises, whichever area it is of: whoever declares one is tested here."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.events.models import Event
from talkoot.events.tests import factories as make
from talkoot.kit.periods import PartialDate, Period
from talkoot.measures.measure import Measure, Scope, every, key_of
from talkoot.measures.tests.oracle import is_about
from talkoot.people import operations as people
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project
from talkoot.surveys import operations as surveys
from talkoot.surveys.models import Response, Wave
from talkoot.surveys.tests import factories as asking

pytestmark = pytest.mark.django_db

EVERY = [pytest.param(one, id=one.code) for one in every()]
SPRING, SUMMER, AUTUMN = date(2024, 3, 12), date(2024, 6, 30), date(2024, 7, 1)
DAYS = (SPRING, SUMMER, AUTUMN, date(2024, 12, 31))


def on(day: date, **fields: Any) -> Event:
    return make.event(period=Period(PartialDate(day), PartialDate(day)), **fields)


def busy() -> Project:
    """A project where everything that is measured happened on four days, and what is left out too."""
    project = make.running_project()
    share = make.partnership(project, role="part_implementer")
    make.partner_period(share, Period(PartialDate(date(2024, 1, 1)), PartialDate(SUMMER)))
    known = Person.objects.filter(email="vakituinen@example.org").first()
    regular = known or make.person("Testi Vakituinen", email="vakituinen@example.org")
    for number, day in enumerate(DAYS):
        event = on(day, project=project, counting_partnership=share if number == 1 else None)
        mine = make.registration(event, "Testi Vakituinen", email=regular.email, person=regular)
        make.attendance(mine, minutes=50, organisation=project.owner)
        other = make.registration(event, organisation=make.organisation())
        make.attendance(other, minutes=40)
        make.attendance(event, "Testi Ohikulkija")
        make.registration(event)
        make.headcount(event, 30, is_approximate=number == 0)
        staff = make.registration(event, is_project_staff=True)
        make.attendance(staff, minutes=60)
        gone = make.attendance(make.registration(event), minutes=5)
        type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=make.moment("2024-12-31 10:00"))
    for unlucky in (
        on(SPRING, project=project, cancelled="Sairastui"),
        on(SPRING, project=project, published=False),
        on(AUTUMN, project=project, counting_partnership=share),
    ):
        make.attendance(make.registration(unlucky), minutes=60)
        make.headcount(unlucky, 7)
    make.attendance(make.registration(on(SPRING, project=make.running_project())), minutes=60)
    answered(project)
    told(project, share)
    return project


def answered(project: Project) -> None:
    """Each event that was held has feedback in a result; one asked nobody and one waits; and there is
    another survey with results."""
    held = Event.objects.filter(project=project, published_at__isnull=False, cancelled_at=None)
    for event in held.order_by("pk"):
        wave = asking.wave(event)
        for _one in range(6):
            asking.asked(wave, has_answered=True)
        answers(wave, 6)
    answers(asking.wave(on(SPRING, project=project)), 0)
    waiting = asking.wave(on(SUMMER, project=project))
    asking.asked(waiting, has_answered=True)
    answers(waiting, 4)
    answers(asking.wave(project=project, kind="needs", event=None), 6)


def told(project: Project, share: Partnership) -> None:
    """Residents said something by the owner's door and by a partner's, and a machine wrote once."""
    for organisation, days in ((project.owner, DAYS), (share.organisation, (SPRING,))):
        assert organisation is not None
        door = asking.door(project, organisation=organisation)
        for day in days:
            asking.said(door, said_on=day)
        asking.said(door, said_on=SPRING, state="spam")


def answers(wave: Wave, number: int) -> None:
    Wave.objects.filter(pk=wave.pk).update(has_answers=number > 0)
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values={"useful": {"w": 1, "v": 4}})
        for _one in range(number)
    )
    surveys.close(wave=wave, by=None)


def amounts(measure: Measure, scope: Scope) -> list[int]:
    rows = measure.rows(scope)
    return [getattr(row, measure.amount) if measure.amount else 1 for row in rows]


@pytest.mark.parametrize("measure", EVERY)
def test_says_what_it_is(measure: Measure) -> None:
    areas = {config.label for config in apps.get_app_configs()}
    assert measure.code.split(".")[0] in areas
    assert str(measure.name)
    assert str(measure.how).rstrip().endswith(".")
    assert measure.columns
    assert measure.model is not None


@pytest.mark.parametrize("measure", EVERY)
def test_is_zero_where_nothing_happened(measure: Measure) -> None:
    for scope in (
        Scope(projects=()),
        Scope(projects=(make.running_project().pk,)),
        Scope(projects=(busy().pk,), first=date(1990, 1, 1), until=date(1991, 1, 1)),
    ):
        assert measure.value(scope) == 0
        assert list(measure.rows(scope)) == []


@pytest.mark.parametrize("measure", EVERY)
def test_is_asked_in_one_question(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,), first=SPRING, until=AUTUMN)
    with CaptureQueriesContext(connection) as asked:
        assert measure.value(scope) > 0
    assert len(asked) == 1


@pytest.mark.parametrize("measure", EVERY)
def test_is_the_sum_of_the_rows_that_it_opens_to(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    assert measure.total(scope) == sum(amounts(measure, scope)) > 0
    rows = list(measure.rows(scope))
    assert len({row.pk for row in rows}) == len(rows)
    assert {type(row) for row in rows} == {measure.model}


@pytest.mark.parametrize("measure", EVERY)
def test_a_period_holds_its_first_day_and_not_the_day_after_its_last(measure: Measure) -> None:
    project = (busy().pk,)
    day = timedelta(days=1)
    whole = measure.total(Scope(project, SPRING, AUTUMN))
    assert measure.total(Scope(project, SPRING - day, AUTUMN)) == whole
    assert measure.total(Scope(project, SPRING, AUTUMN - day)) < whole
    assert measure.total(Scope(project, SPRING + day, AUTUMN)) < whole
    assert measure.total(Scope(project, SPRING, SPRING)) == 0


@pytest.mark.parametrize("measure", EVERY)
def test_periods_that_meet_add_up_to_the_whole(measure: Measure) -> None:
    project = (busy().pk,)
    cuts = [None, SPRING, SUMMER, AUTUMN, None]
    pieces = [Scope(project, first, until) for first, until in pairwise(cuts)]
    assert sum(map(measure.total, pieces)) == measure.total(Scope(project))


@pytest.mark.parametrize("measure", EVERY)
def test_partners_and_the_rest_add_up_to_the_whole(measure: Measure) -> None:
    project = busy()
    shares = [row.pk for row in project.partnerships.all()]
    of_partners = sum(measure.total(Scope((project.pk,), partnership=one)) for one in shares)
    assert 0 < of_partners < measure.total(Scope((project.pk,)))


@pytest.mark.parametrize("measure", EVERY)
def test_parts_of_a_split_add_up(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    for by in measure.split:
        assert sum(amount for _part, amount in measure.parts(scope, by)) == measure.total(scope)


@pytest.mark.parametrize("measure", EVERY)
def test_several_spans_are_what_each_is_by_itself(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    spans = [(None, None), (SPRING, SUMMER), (AUTUMN, None), (date(1990, 1, 1), date(1991, 1, 1))]
    each = [Scope(scope.projects, *span) for span in spans]
    asked_in_one = measure.day != ""
    with CaptureQueriesContext(connection) as asked:
        whole = measure.some(scope, spans)
    assert len(asked) == (1 if asked_in_one else len(spans))
    assert list(whole.totals) == [measure.total(one) for one in each]
    assert list(whole.rows) == [measure.rows(one).count() for one in each]
    assert list(whole.about) == [is_about(measure, one) for one in each]
    for by in measure.split:
        parted = measure.tallies(scope, spans, by)
        for place, one in enumerate(each):
            found = [(part.part, part.totals[place]) for part in parted if part.rows[place]]
            assert found == measure.parts(one, by)
        keys = [(by, key_of(part.part)) for part in parted]
        with CaptureQueriesContext(connection) as asked:
            _whole, *some = measure.whole_and_parts(scope, spans, keys)
        assert len(asked) == (1 if asked_in_one else len(spans))
        assert [part.totals for part in some] == [part.totals for part in parted]


@pytest.mark.parametrize("measure", EVERY)
def test_parts_have_names_that_are_asked_at_most_once(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    for by in measure.split:
        parts = [part for part, _amount in measure.parts(scope, by)]
        with CaptureQueriesContext(connection) as asked:
            called = measure.parts_called(by, parts)
        assert len(asked) <= 1
        assert {key_of(part) for part in parts} | {""} == set(called)
        assert [key for key, words in called.items() if str(words) in {key, ""}] == []
        assert called == {key: measure.part_called(by, key) for key in called}


@pytest.mark.parametrize("measure", EVERY)
def test_rows_stay_what_they_are_when_they_are_narrowed(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    rows = measure.rows(scope)
    for row in rows:
        assert list(rows.filter(pk=row.pk)) == [row]


@pytest.mark.parametrize("measure", EVERY)
def test_what_was_left_out_was_not_counted_and_says_why_once(measure: Measure) -> None:
    assert measure.model is not None
    scope = Scope(projects=(busy().pk,))
    counted = {row.pk for row in measure.rows(scope)}
    reasons = measure.left_out(scope)
    assert len({reason.code for reason in reasons}) == len(reasons)
    assert [reason.code for reason in reasons if not str(reason.why).endswith(".")] == []
    left_out = [row.pk for one in reasons if one.rows.model is measure.model for row in one.rows]
    assert sorted(left_out) == sorted(set(left_out) - counted)
    assert left_out != []
    # Nothing of the kind in the project is passed over in silence.
    mine = {"project": scope.projects[0]}
    if "project" not in {field.name for field in measure.model._meta.get_fields()}:
        lead = measure.project if "door" in measure.project else "event__project"
        mine = {lead: scope.projects[0]}
    every_one = set(measure.model._default_manager.filter(**mine).values_list("pk", flat=True))
    assert counted | set(left_out) == every_one


@pytest.mark.parametrize("measure", EVERY)
def test_the_opened_rows_can_be_shown_without_a_question_for_each(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    shown = [(measure.rows(scope), measure.columns)]
    shown += [(one.rows, one.columns or measure.columns) for one in measure.left_out(scope)]
    for rows, columns in shown:
        with CaptureQueriesContext(connection) as asked:
            for row in rows:
                assert len([str(column.value(row)) for column in columns]) == len(columns)
                assert all(str(column.heading) for column in columns)
        assert len(asked) == 1


@pytest.mark.parametrize("measure", EVERY)
def test_what_tells_who_somebody_is_is_marked(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    names = {*Person.objects.values_list("name", flat=True), "Testi Ohikulkija"} - {""}
    shown = [(measure.rows(scope), measure.columns)]
    shown += [(one.rows, one.columns or measure.columns) for one in measure.left_out(scope)]
    for rows, columns in shown:
        for row in rows:
            open_to_all = [str(column.value(row)) for column in columns if not column.personal]
            assert [told for told in open_to_all if told in names or "@" in told] == []


@pytest.mark.parametrize("measure", EVERY)
def test_forgetting_a_person_changes_no_number(measure: Measure) -> None:
    scope = Scope(projects=(busy().pk,))
    before = (measure.total(scope), {row.pk for row in measure.rows(scope)})
    regular = Person.objects.get(email="vakituinen@example.org")
    people.erase(person=regular, by=None)
    assert (measure.total(scope), {row.pk for row in measure.rows(scope)}) == before
