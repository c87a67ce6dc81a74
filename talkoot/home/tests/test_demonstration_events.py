"""The demonstration's events: what the sources say and no more, and always something to come."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.utils import timezone

from talkoot.events.models import Attendance, Event, Headcount, Registration, Series, Transition
from talkoot.events.operations.telling import tell_due
from talkoot.events.queries.series import public_series
from talkoot.home.management.demonstration.events_load import INVENTED
from talkoot.home.management.demonstration.load import load
from talkoot.measures.measure import Scope, get
from talkoot.measures.tests.oracle import is_about
from talkoot.notices.models import Notice
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project


def of(slug: str) -> Scope:
    return Scope(projects=(Project.objects.get(slug=slug).pk,))


def left_out(code: str, scope: Scope) -> dict[str, int]:
    return {one.code: n for one in get(code).left_out(scope) if (n := one.rows.count())}


class TheEventsOfTheDemonstration(TestCase):
    """Loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_etana_enemman_held_what_its_source_says(self) -> None:
        held = get("events.held")
        parts = [("coaching", 7), ("seminar", 1), ("webinar", 8)]
        assert held.parts(of("etana-enemman"), "kind") == parts
        events = Event.objects.filter(project__slug="etana-enemman")
        assert {str(event.period) for event in events} == {"2020–2021"}
        assert {(event.minutes, event.starts_at) for event in events} == {(None, None)}

    def test_all_of_it_is_in_the_share_of_kt_and_in_its_years(self) -> None:
        project = Project.objects.get(slug="etana-enemman")
        kt = Partnership.objects.get(project=project, organisation__slug="kt")
        share = Scope((project.pk,), partnership=kt.pk)
        for code in ("events.held", "events.participations", "events.people"):
            assert get(code).value(share) == get(code).value(of("etana-enemman")) > 0

    def test_hundreds_took_part_and_the_rows_say_it(self) -> None:
        scope = of("etana-enemman")
        participations = get("events.participations")
        there = Attendance.objects.filter(
            event__project__slug="etana-enemman", is_project_staff=False
        )
        assert participations.value(scope) == there.count()
        assert 400 < participations.value(scope) < 700
        people, all_there = get("events.people").value(scope), participations.value(scope)
        assert 200 < people < all_there
        assert get("events.organisations").value(scope) == 4
        # How long the events were is not known, so there are no hours, and it is said why.
        assert get("events.hours").value(scope) == 0
        assert left_out("events.hours", scope)["unknown"] == all_there

    def test_who_was_not_counted_and_why(self) -> None:
        found = left_out("events.participations", of("etana-enemman"))
        assert found.keys() == {"staff", "absent"}
        assert found["staff"] == 8 * 2 + 7 + 3

    def test_who_signs_in_as_a_participant_has_a_place_and_a_turn_in_a_queue(self) -> None:
        mine = Registration.objects.filter(person__email="osallistuja@esimerkki.example")
        assert sorted(mine.values_list("event__slug", "state")) == [
            ("near-opintovierailu", "waiting"),
            ("near-oppimistapahtuma", "confirmed"),
        ]

    def test_the_participants_are_visibly_invented_and_get_no_mail(self) -> None:
        people = Person.objects.filter(registrations__isnull=False).distinct()
        assert people.filter(is_invented=False).count() == 0
        names = Registration.objects.values_list("name", flat=True)
        assert [name for name in names if not name.startswith("Testi ")] == []
        assert Event.objects.filter(is_invented=False, registrations__isnull=False).count() == 0
        tell_due()
        assert Notice.objects.count() == 0
        assert Transition.objects.untold().count() == 0

    def test_the_seminar_of_north_savo_is_a_number_about_so_many(self) -> None:
        row = Headcount.objects.get()
        assert (row.event.slug, row.number, row.is_approximate) == (
            "kuntalaisen-paras-seminaari",
            90,
            True,
        )
        assert row.source != ""
        assert {"fi", "sv", "en"} <= set(row.kinds)
        scope = of("pohjois-savo")
        headcount = get("events.headcount")
        assert (headcount.value(scope), is_about(headcount, scope)) == (90, True)
        assert get("events.participations").value(scope) == 0
        assert get("events.held").parts(scope, "kind") == [("seminar", 2)]

    def test_the_working_meetings_have_hosts_and_no_invented_days(self) -> None:
        series = Series.objects.get(slug="pohjois-savon-tyokokoukset")
        turns = [
            (str(turn.area.code), str(turn.period)) for turn in series.turns.all() if turn.area
        ]
        assert turns == [
            ("seutu-koillis-savo", ""),
            ("seutu-kuopio", ""),
            ("seutu-sisa-savo", ""),
            ("seutu-varkaus", ""),
            ("seutu-yla-savo", ""),
        ]
        assert series.events.count() == 0
        assert series in public_series()

    def test_the_conference_belongs_to_the_centre_and_to_no_project(self) -> None:
        event = Event.objects.get(kind="conference")
        assert (event.project, event.organisation.slug) == (None, "iso")
        assert str(event.period) == "9.11.2009–10.11.2009"
        assert event in Event.objects.public()

    def test_only_running_projects_have_something_to_come(self) -> None:
        coming = Event.objects.public().coming()
        assert {event.project.slug for event in coming if event.project} == {"near", "kangasala"}
        assert len(coming) == sum(one.in_days > 0 for one in INVENTED)
        weekdays = {timezone.localtime(event.starts_at).weekday() for event in coming}
        assert weekdays <= {1, 2, 3}

    def test_one_is_nearly_full_one_has_a_queue_and_one_opens_later(self) -> None:
        learning = Event.objects.get(slug="near-oppimistapahtuma")
        place = learning.pools.get(session=None, mode="on_site")
        assert (place.held, place.free, place.waiting) == (37, 3, 0)
        assert learning.sessions.count() == 3
        visit = Event.objects.get(slug="near-opintovierailu").pools.get()
        assert (visit.held, visit.waiting) == (12, 6)
        evening = Event.objects.get(slug="kangasala-jarjestoilta")
        assert evening.registration_opens_at is not None
        assert evening.registration_opens_at > timezone.now()

    def test_near_has_hours_of_an_invented_event_that_was_held(self) -> None:
        assert get("events.hours").value(of("near")) > 100

    def test_every_event_says_itself_in_three_languages(self) -> None:
        for event in Event.objects.all():
            for texts in (event.titles, event.summaries, event.descriptions):
                assert {"fi", "sv", "en"} <= set(texts), event.slug

    def test_what_is_over_is_followed_by_another_while_its_project_runs(self) -> None:
        evening = Event.objects.get(slug="kangasala-nepsy-ilta")
        assert evening.ends_at is not None
        with time_machine.travel(evening.ends_at, tick=False):
            assert load().made.keys() == {"invented events"}
            coming = Event.objects.coming().filter(project__slug="kangasala")
            assert "kangasala-nepsy-ilta-2" in coming.values_list("slug", flat=True)
            assert load().made == {}

    def test_an_ended_project_gets_nothing_new(self) -> None:
        Project.objects.filter(slug="near").update(ends_on="2025-12-31")
        with time_machine.travel(timezone.now() + timedelta(days=200), tick=False):
            load()
            assert Event.objects.coming().filter(project__slug="near").count() == 0
