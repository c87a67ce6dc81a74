"""Creating and editing a project."""

from typing import Any

import pytest

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import Project
from talkoot.projects.operations import changing, project, publishing
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person()


def made(by: Person | None = None, **fields: Any) -> Project:
    fields.setdefault("names", Texts(fi="Etänä enemmän"))
    fields.setdefault("owner", factories.organisation())
    return operations.create(by=by, **fields)


def last_entry(of: Project) -> Entry:
    entry = Entry.objects.of(of).first()
    assert entry is not None
    return entry


# --- create -----------------------------------------------------------------------------------------
def test_a_new_project_is_a_draft_run_by_its_maker(by: Person) -> None:
    row = made(by, period=period("2019", "2022"), contact_email="hanke@example.org")
    assert (row.slug, row.is_published, str(row.period)) == ("etana-enemman", False, "2019–2022")
    assert list(row.team.values_list("person", "role")) == [(by.pk, "manager")]
    assert list(Project.objects.run_by(by)) == [row]
    entry = last_entry(row)
    assert (entry.verb, entry.actor_id, entry.by_worker) == ("projects.create", by.pk, False)
    assert entry.changes["names"] == [None, {"fi": "Etänä enemmän"}]
    assert entry.changes["starts_on"] == [None, "2019-01-01"]
    assert entry.changes["starts_precision"] == [None, "year"]
    assert entry.changes["contact_email"] == ["changed", "changed"]


def test_the_worker_makes_a_project_without_a_team() -> None:
    row = made(None)
    assert (row.team.count(), last_entry(row).by_worker) == (0, True)


def test_lists_are_kept_and_told(by: Person) -> None:
    areas = [factories.area("Keski-Esimerkki"), factories.area("Etelä-Esimerkki")]
    row = made(by, areas=areas)
    assert set(row.areas.all()) == set(areas)
    assert last_entry(row).changes["areas"] == [
        [],
        [{"fi": "Keski-Esimerkki"}, {"fi": "Etelä-Esimerkki"}],
    ]


def test_a_programme_makes_the_funding_known_and_brings_its_duties(by: Person) -> None:
    programme = factories.programme()
    duty = factories.duty(programme)
    row = made(by, programme=programme)
    assert row.funding == "known"
    assert [obligation.duty for obligation in row.obligations.all()] == [duty]


@pytest.mark.parametrize(
    ("names", "short_names", "slug"),
    [
        (Texts(fi="Työn ääret – uusi Å"), Texts(), "tyon-aaret-uusi-a"),
        (Texts(fi="Pitkä nimi"), Texts(fi="NEAR"), "near"),
        (Texts(en="Portfolio"), Texts(), "portfolio-project"),
        (Texts(fi="—"), Texts(), "project"),
        (Texts(fi="a" * 100), Texts(), "a" * 70),
    ],
)
def test_the_address_is_made_of_the_name(
    by: Person, names: Texts, short_names: Texts, slug: str
) -> None:
    assert made(by, names=names, short_names=short_names).slug == slug


def test_the_same_name_elsewhere_gets_a_number(by: Person) -> None:
    assert [made(by).slug for _ in range(3)] == [
        "etana-enemman",
        "etana-enemman-2",
        "etana-enemman-3",
    ]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"names": Texts()}, project.NamesEmpty),
        ({"slug": "deleted"}, project.SlugReserved),
        ({"slug": "taken"}, project.SlugTaken),
        ({"code": "S12345"}, project.CodeTaken),
        ({"period": period("2020", "2019")}, project.EndsBeforeStart),
        ({"programme": True, "funding": "none"}, project.ProgrammeNeedsFunding),
    ],
)
def test_what_cannot_be_created_leaves_nothing(
    by: Person, fields: dict[str, Any], refusal: type[Refused]
) -> None:
    factories.project(slug="taken", code="S12345")
    if "programme" in fields:
        fields = {**fields, "programme": factories.programme()}
    with pytest.raises(refusal):
        made(by, **fields)
    assert (Project.objects.count(), Entry.objects.count()) == (1, 0)


def test_the_same_form_sent_twice_makes_one_project(by: Person) -> None:
    owner = factories.organisation()
    first = made(by, owner=owner)
    with pytest.raises(project.ProjectThere):
        made(by, owner=owner)
    assert list(Project.objects.all()) == [first]
    later = made(by, owner=owner, period=period("2025"))
    assert later.slug == "etana-enemman-2"


def test_an_unknown_field_is_a_mistake_of_ours(by: Person) -> None:
    with pytest.raises(TypeError):
        made(by, published_at=None)


# --- edit -------------------------------------------------------------------------------------------
def test_what_differs_is_saved_and_told(by: Person) -> None:
    row = factories.project(names=Texts(fi="Vanha"), period=period("2021", "2022"))
    operations.edit(
        project=row, by=by, names=Texts(fi="Uusi"), period=period("2021", "30.6.2023"), code=""
    )
    row.refresh_from_db()
    assert (str(row.names), row.sort_key, str(row.period)) == ("Uusi", "uusi", "2021–30.6.2023")
    entry = last_entry(row)
    assert (entry.verb, entry.changes) == (
        "projects.edit",
        {
            "names": [{"fi": "Vanha"}, {"fi": "Uusi"}],
            "ends_on": ["2022-12-31", "2023-06-30"],
            "ends_precision": ["year", "day"],
        },
    )


def test_a_precision_alone_is_told_with_its_date(by: Person) -> None:
    row = factories.project(period=period("2021", ""))
    operations.edit(project=row, by=by, period=period("1/2021", ""))
    assert last_entry(row).changes == {
        "starts_precision": ["year", "month"],
        "starts_on": ["2021-01-01", "2021-01-01"],
    }


def test_nothing_that_differs_is_nothing_to_tell(by: Person) -> None:
    row = factories.project(areas=[factories.area()])
    was = row.changed_at
    operations.edit(project=row, by=by, names=row.names, areas=list(row.areas.all()))
    assert Entry.objects.count() == 0
    row.refresh_from_db()
    assert row.changed_at >= was


def test_lists_are_replaced(by: Person) -> None:
    old, new = factories.topic("Vanha"), factories.topic("Uusi")
    row = factories.project(topics=[old])
    operations.edit(project=row, by=by, topics=[new])
    assert list(row.topics.all()) == [new]
    assert last_entry(row).changes == {"topics": [[{"fi": "Vanha"}], [{"fi": "Uusi"}]]}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"names": Texts()}, project.NamesEmpty),
        ({"summaries": Texts()}, publishing.SummaryMissing),
        ({"slug": "new"}, project.SlugReserved),
        ({"slug": "taken"}, project.SlugTaken),
        ({"code": "S1"}, project.CodeTaken),
        ({"period": period("2022", "2021")}, project.EndsBeforeStart),
        ({"period": period("2022", "2023")}, project.PartnerPeriodLeftOutside),
    ],
)
def test_what_cannot_be_changed_stays(
    by: Person, changes: dict[str, Any], refusal: type[Refused]
) -> None:
    factories.project(slug="taken", code="S1")
    row = factories.project(published=True)
    factories.partner_period(factories.partnership(row), period("2021", "2021"))
    with pytest.raises(refusal):
        operations.edit(project=row, by=by, **changes)
    assert Entry.objects.count() == 0
    assert str(Project.objects.get(pk=row.pk).period) == "2021–2022"


def test_a_project_does_not_continue_itself(by: Person) -> None:
    row = factories.project()
    with pytest.raises(project.FollowsItself):
        operations.edit(project=row, by=by, follows=row)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [("archived", changing.ProjectArchived), ("deleted", changing.ProjectDeleted)],
)
def test_archived_and_deleted_projects_are_not_changed(
    by: Person, state: str, refusal: type[Refused]
) -> None:
    row = factories.project(archived=state == "archived", deleted=state == "deleted")
    with pytest.raises(refusal):
        operations.edit(project=row, by=by, code="S1")


def test_a_removed_project_is_deleted_too(by: Person) -> None:
    row = factories.project()
    Project.objects.all().delete()
    with pytest.raises(changing.ProjectDeleted):
        operations.edit(project=row, by=by, code="S1")


# --- two people on one page -------------------------------------------------------------------------
def test_two_people_in_different_fields_both_get_through(by: Person) -> None:
    row = factories.project(code="", names=Texts(fi="Nimi"))
    seen = 0
    operations.edit(project=row, by=factories.person(), seen=seen, code="S1")
    operations.edit(project=row, by=by, seen=seen, names=Texts(fi="Uusi nimi"))
    row.refresh_from_db()
    assert (row.code, str(row.names)) == ("S1", "Uusi nimi")


def test_the_later_one_in_the_same_field_is_told(by: Person) -> None:
    row = factories.project(names=Texts(fi="Nimi"))
    seen = 0
    operations.edit(project=row, by=factories.person(), seen=seen, names=Texts(fi="Toisen nimi"))
    with pytest.raises(changing.ChangedMeanwhile) as told:
        operations.edit(project=row, by=by, seen=seen, names=Texts(fi="Oma nimi"))
    assert told.value.fields == ["names"]
    latest = last_entry(row).pk
    operations.edit(project=row, by=by, seen=latest, names=Texts(fi="Oma nimi"))
    assert str(Project.objects.get(pk=row.pk).names) == "Oma nimi"


def test_the_same_form_sent_twice_is_saved_once(by: Person) -> None:
    row = factories.project(names=Texts(fi="Nimi"))
    for _ in range(2):
        operations.edit(project=row, by=by, seen=0, names=Texts(fi="Uusi"))
    assert Entry.objects.of(row).count() == 1
