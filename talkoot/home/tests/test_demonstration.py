"""The demonstration: it loads whole, says what its sources say, and a second run changes nothing."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from django.test import TestCase

from talkoot.home.management.demonstration.content import BODIES, STORIES
from talkoot.home.management.demonstration.events_load import INVENTED, SERIES, TOLD
from talkoot.home.management.demonstration.indicators import FOLLOWED
from talkoot.home.management.demonstration.load import load
from talkoot.home.management.demonstration.people import DOMAIN, PASSWORD, PEOPLE
from talkoot.home.management.demonstration.reports import DRAFTED, REPORTED
from talkoot.home.tests.demonstration_feedback import FeedbackThere
from talkoot.organisations.models import AreaCovered, Expertise, Organisation
from talkoot.people.models import Person
from talkoot.projects.models import (
    BudgetLine,
    FundingDecision,
    PartnerPeriod,
    Partnership,
    Project,
    Recognition,
    TeamMember,
)
from talkoot.search.find import entries_of, find
from talkoot.terms.models import Area

OF_FEEDBACK = 16 + 4 + 1 + 1 + 1
"""Events of Etänä enemmän, the themes of their feedback and its study, the door of Kangasala, the survey
of needs of Hubittaako."""


def _counts() -> dict[str, int]:
    models: list[type[Model]] = list(apps.get_models())
    return {model._meta.label: model._base_manager.count() for model in models}


def project(slug: str) -> Project:
    return Project.objects.get(slug=slug)


class TheDemonstration(FeedbackThere, TestCase):
    """Loaded once for all of these, since it is a whole small world."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_a_second_run_changes_nothing(self) -> None:
        before = _counts()
        again = load()
        contents = (BODIES, STORIES, PEOPLE, SERIES, TOLD, INVENTED, FOLLOWED, REPORTED, DRAFTED)
        assert (again.made, again.kept) == ({}, sum(map(len, contents)) + OF_FEEDBACK)
        assert _counts() == before

    def test_what_was_edited_is_kept(self) -> None:
        Project.objects.filter(slug="near").update(code="EDITED")
        load()
        assert project("near").code == "EDITED"

    def test_the_five_projects_are_public_with_their_periods_as_exactly_as_known(self) -> None:
        assert {row.slug: str(row.period) for row in Project.objects.public()} == {
            "near": "2023–2027",
            "pohjois-savo": "1.8.2007–30.9.2009",
            "kangasala": "",
            "etana-enemman": "2019–2022",
            "hubittaako": "2.3.2020–28.2.2022",
        }

    def test_who_pays_is_a_programme_nobody_or_not_known(self) -> None:
        assert {
            row.slug: (row.funding, row.programme.code if row.programme else "")
            for row in Project.objects.select_related("programme")
        } == {
            "near": ("known", "interreg-europe-2021"),
            "pohjois-savo": ("not_known", ""),
            "kangasala": ("none", ""),
            "etana-enemman": ("known", "esf-2014"),
            "hubittaako": ("known", "erdf-2014"),
        }

    def test_the_money_of_hubittaako(self) -> None:
        decision = FundingDecision.objects.get()
        assert (decision.project.slug, decision.total_eur) == ("hubittaako", Decimal("293323.00"))
        assert decision.granted_eur is None
        assert BudgetLine.objects.count() == 0

    def test_kt_is_in_the_project_in_its_own_years(self) -> None:
        own = PartnerPeriod.objects.get()
        assert str(own.partnership.organisation.short_name) == "KT"  # type: ignore[union-attr]  # the loader names it
        assert (str(own.period), own.starts_on, own.ends_on) == (
            "2020–2021",
            date(2020, 1, 1),
            date(2021, 12, 31),
        )

    def test_groups_that_no_source_names_are_counted_not_invented(self) -> None:
        groups = Partnership.objects.filter(organisation=None).order_by("group_size")
        assert [(group.project.slug, group.group_size) for group in groups] == [
            ("near", 1),
            ("pohjois-savo", 22),
        ]

    def test_near_has_five_countries(self) -> None:
        countries = Organisation.objects.filter(partnerships__project__slug="near")
        # Italy takes part as a group of one that no source names.
        assert sorted(set(countries.values_list("country", flat=True))) == ["BE", "CZ", "ES", "FI"]
        assert project("near").areas.filter(code="country-it").count() == 1

    def test_both_recognitions_are_of_2021(self) -> None:
        rows = Recognition.objects.all()
        assert [(row.project.slug, str(row.period)) for row in rows] == [
            ("etana-enemman", "2021")
        ] * 2

    def test_kangasala_has_themes_with_owners_and_states(self) -> None:
        themes = project("kangasala").themes.all()
        assert len(themes) == 5
        assert {(theme.owner.slug, theme.state) for theme in themes if theme.owner} == {
            ("kangasala-sivistyskeskus", "under_way")
        }

    def test_every_county_and_helsinki_is_an_organisation_and_covered(self) -> None:
        counties = set(Area.objects.filter(kind="wellbeing_county").values_list("code", flat=True))
        assert len(counties) == 21
        assert Organisation.objects.filter(kind="wellbeing_county").count() == 21
        covered = AreaCovered.objects.filter(
            how="covers", organisation__kind="centre_of_expertise"
        ).values_list("area__code", flat=True)
        assert set(covered) == counties | {"helsinki", "swedish-speakers"}
        assert Organisation.objects.filter(kind="centre_of_expertise").count() == 10

    def test_every_covered_area_of_a_centre_tells_its_source(self) -> None:
        rows = AreaCovered.objects.filter(how="covers", organisation__kind="centre_of_expertise")
        assert [str(row) for row in rows.filter(source="")] == []

    def test_people_are_visibly_invented_and_can_sign_in(self) -> None:
        people = list(Person.objects.all())
        assert [one.email for one in people if not one.is_invented] == []
        assert [one.email for one in people if not one.email.endswith(f"@{DOMAIN}")] == []
        assert [one.name for one in people if not one.name.startswith("Testi ")] == []
        signing_in = {one.email for one in PEOPLE}
        assert all(one.check_password(PASSWORD) for one in people if one.email in signing_in)

    def test_each_role_is_there(self) -> None:
        roles = TeamMember.objects.live().values_list("project__slug", "role")
        assert sorted(roles) == sorted(
            [
                *((story.slug, "manager") for story in STORIES),
                ("etana-enemman", "partner_contact"),
                ("near", "member"),
                ("hubittaako", "viewer"),
            ]
        )

    def test_expertise_is_shown_and_one_is_hidden(self) -> None:
        assert (Expertise.objects.shown().count(), Expertise.objects.count()) == (7, 8)

    def test_every_project_tells_its_sources(self) -> None:
        for row in Project.objects.all():
            assert row.remarks.filter(about="all").exclude(source="").count() == 1, row.slug

    def test_every_project_says_itself_in_three_languages(self) -> None:
        for row in Project.objects.all():
            assert {"fi", "sv", "en"} <= set(row.summaries), row.slug
            assert {"fi", "sv", "en"} <= set(row.aims), row.slug

    def test_a_visitor_finds_the_projects(self) -> None:
        asked = (
            ("etäjohtamista", "etana-enemman"),
            ("työkeskus", "hubittaako"),
            ("vertaistuen", "pohjois-savo"),
            ("nepsy", "kangasala"),
            ("S21567", "etana-enemman"),
            ("Navarre", "near"),
            ("ravitsemussuunnitelmaa", "kangasala"),
        )
        for written, slug in asked:
            with self.subTest(written):
                found = entries_of(find(written, language="fi", kind="projects.project"))
                assert f"/projects/{slug}/" in [entry.address for entry in found]


@pytest.mark.django_db
def test_the_command_says_how_many() -> None:
    said = io.StringIO()
    call_command("load_demo", stdout=said)
    reports = sum(len(one.reports) for one in REPORTED) + len(DRAFTED)
    assert said.getvalue().splitlines() == [
        f"{len(BODIES)} organisations brought in",
        f"{len(STORIES)} projects brought in",
        f"{len(PEOPLE)} invented people brought in",
        f"{len(SERIES)} series of events brought in",
        f"{len(TOLD)} events brought in",
        f"{len(INVENTED)} invented events brought in",
        "16 invented rounds of feedback brought in",
        "4 themes of feedback brought in",
        "1 invented study before and after brought in",
        "1 door for residents with invented feedback brought in",
        "1 invented survey of needs brought in",
        f"{len(FOLLOWED)} indicators brought in",
        f"{reports} reports brought in",
        "0 there already, left as they are",
    ]


@pytest.mark.django_db
def test_the_sign_ins_are_told_without_loading() -> None:
    said = io.StringIO()
    call_command("load_demo", "--sign-ins", stdout=said)
    assert [PASSWORD in said.getvalue(), *(one.email in said.getvalue() for one in PEOPLE)] == [
        True
    ] * (len(PEOPLE) + 1)
    assert Person.objects.count() == 0
