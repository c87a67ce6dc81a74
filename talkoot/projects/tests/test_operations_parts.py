"""Goals, themes, recognitions and remarks."""

from collections.abc import Callable
from typing import Any

import pytest

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import Goal, Project
from talkoot.projects.operations import changing, goals, recognitions, remarks, themes
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

pytestmark = pytest.mark.django_db
FIRST, OTHER = Texts(fi="Ensimmäinen", sv="Första"), Texts(fi="Toinen")


@pytest.fixture
def by() -> Person:
    return factories.person()


@pytest.fixture
def project() -> Project:
    return factories.project()


def verbs(of: Project) -> list[str]:
    return list(Entry.objects.of(of).order_by("pk").values_list("verb", flat=True))


def test_goals_keep_their_order(by: Person, project: Project) -> None:
    made = [
        operations.add_goal(project=project, texts=Texts(fi=word), by=by)
        for word in ("yksi", "kaksi", "kolme")
    ]
    operations.move_goal(goal=made[2], steps=-1, by=by)
    operations.move_goal(goal=made[0], steps=-1, by=by)  # it is the first already
    operations.move_goal(goal=made[0], steps=9, by=by)
    assert [str(goal) for goal in project.goals.all()] == ["kolme", "kaksi", "yksi"]
    assert verbs(project) == ["projects.add_goal"] * 3 + ["projects.move_goal"] * 2


def test_a_goal_is_edited_and_removed(by: Person, project: Project) -> None:
    goal = operations.add_goal(project=project, texts=FIRST, by=by)
    operations.edit_goal(goal=goal, texts=OTHER, by=by)
    operations.edit_goal(goal=goal, texts=OTHER, by=by)
    operations.remove_goal(goal=goal, by=by)
    assert verbs(project) == ["projects.add_goal", "projects.edit_goal", "projects.remove_goal"]
    changes = [entry.changes for entry in Entry.objects.of(project).order_by("pk")]
    assert changes == [
        {"texts": [None, dict(FIRST)]},
        {"texts": [dict(FIRST), dict(OTHER)]},
        {"texts": [dict(OTHER), None]},
    ]


def test_a_goal_needs_words_and_stands_once(by: Person, project: Project) -> None:
    goal = operations.add_goal(project=project, texts=FIRST, by=by)
    with pytest.raises(goals.GoalEmpty):
        operations.add_goal(project=project, texts=Texts(), by=by)
    with pytest.raises(goals.GoalEmpty):
        operations.edit_goal(goal=goal, texts=Texts(), by=by)
    with pytest.raises(goals.GoalThere):
        operations.add_goal(project=project, texts=FIRST, by=by)
    assert [goal.texts for goal in project.goals.all()] == [FIRST]


def test_a_theme_has_an_owner_and_a_state(by: Person, project: Project) -> None:
    owner = factories.organisation("Esimerkkikaupunki")
    theme = operations.add_theme(project=project, names=FIRST, owner=owner, by=by)
    operations.edit_theme(theme=theme, state="under_way", owner=None, by=by)
    assert (theme.state, theme.owner) == ("under_way", None)
    entry = Entry.objects.of(project).first()
    assert entry is not None
    assert entry.changes == {
        "owner": ["Esimerkkikaupunki", None],
        "state": ["planned", "under_way"],
    }
    with pytest.raises(themes.ThemeUnnamed):
        operations.edit_theme(theme=theme, names=Texts(), by=by)
    with pytest.raises(themes.ThemeThere):
        operations.add_theme(project=project, names=FIRST, by=by)
    operations.remove_theme(theme=theme, by=by)
    assert project.themes.count() == 0


def test_a_recognition_is_dated_as_exactly_as_known(by: Person, project: Project) -> None:
    row = operations.add_recognition(
        project=project, names=FIRST, given_by=OTHER, period=period("2021"), by=by
    )
    assert str(row.period) == "2021–"
    operations.edit_recognition(recognition=row, period=period("2021", "2021"), by=by)
    assert str(project.recognitions.get().period) == "2021"
    with pytest.raises(recognitions.RecognitionThere):
        operations.add_recognition(project=project, names=FIRST, period=period("2021"), by=by)
    with pytest.raises(recognitions.RecognitionUnnamed):
        operations.add_recognition(project=project, names=Texts(), by=by)
    with pytest.raises(recognitions.RecognitionEndsBeforeStart):
        operations.edit_recognition(recognition=row, period=period("2021", "2020"), by=by)
    operations.remove_recognition(recognition=row, by=by)
    assert project.recognitions.count() == 0


def test_a_remark_stands_beside_its_part(by: Person, project: Project) -> None:
    row = operations.add_remark(
        project=project, about="period", texts=FIRST, source="lähde", is_uncertain=True, by=by
    )
    operations.edit_remark(remark=row, about="budget", is_uncertain=False, by=by)
    assert (row.about, row.is_uncertain) == ("budget", False)
    with pytest.raises(remarks.RemarkThere):
        operations.add_remark(project=project, about="budget", texts=FIRST, source="lähde", by=by)
    with pytest.raises(remarks.RemarkEmpty):
        operations.add_remark(project=project, about="all", texts=Texts(), by=by)
    with pytest.raises(ValueError, match="not a part"):
        operations.add_remark(project=project, about="weather", texts=FIRST, by=by)
    operations.remove_remark(remark=row, by=by)
    assert project.remarks.count() == 0


@pytest.mark.parametrize(
    ("make", "edit"),
    [
        (factories.goal, lambda row, **k: operations.edit_goal(goal=row, texts=OTHER, **k)),
        (factories.theme, lambda row, **k: operations.edit_theme(theme=row, names=OTHER, **k)),
        (
            factories.recognition,
            lambda row, **k: operations.edit_recognition(recognition=row, names=OTHER, **k),
        ),
        (factories.remark, lambda row, **k: operations.edit_remark(remark=row, texts=OTHER, **k)),
    ],
)
def test_nobody_writes_over_what_they_have_not_seen(
    by: Person, project: Project, make: Callable[..., Any], edit: Callable[..., Any]
) -> None:
    row = make(project)
    other = type(row).objects.get(pk=row.pk)
    field = "texts" if hasattr(row, "texts") else "names"
    setattr(other, field, FIRST)
    other.save()
    Entry.objects.create(
        verb="projects.edit",
        subject="projects.project",
        subject_id=project.pk,
        part=row._meta.label_lower,
        part_id=row.pk,
        changes={field: [{}, {}]},
    )
    with pytest.raises(changing.ChangedMeanwhile):
        edit(row, by=by, seen=0)
    row.delete()
    with pytest.raises(changing.NoLongerThere):
        edit(other, by=by)


def test_every_part_of_an_archived_project_is_closed(by: Person) -> None:
    project = factories.project(archived=True)
    goal = Goal.objects.create(project=project, texts=FIRST)
    for call in (
        lambda: operations.add_goal(project=project, texts=OTHER, by=by),
        lambda: operations.edit_goal(goal=goal, texts=OTHER, by=by),
        lambda: operations.remove_goal(goal=goal, by=by),
        lambda: operations.add_theme(project=project, names=OTHER, by=by),
        lambda: operations.add_partner(
            project=project, role="partner", organisation=project.owner, by=by
        ),
        lambda: operations.add_decision(project=project, by=by),
    ):
        with pytest.raises(changing.ProjectArchived):
            call()
