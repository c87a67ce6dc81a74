"""The project's goals, in their order."""

from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Goal, Project
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    last_values,
    refuse_overwriting,
    reread,
)
from talkoot.projects.operations.ordering import move_among, next_position


class GoalEmpty(Refused):
    sentence = _("Write the goal in at least one language.")
    field = "texts"


class GoalThere(Refused):
    sentence = _("The project has this goal already.")
    field = "texts"


def add_goal(*, project: Project, texts: Texts, by: Person | None) -> Goal:
    """Adds a goal as the last one.

    Refuses with GoalEmpty, GoalThere, ProjectArchived, ProjectDeleted. Records `projects.add_goal`.
    """
    with changing(project):
        _fit(project, texts)
        goal = Goal.objects.create(
            project=project, texts=texts, position=next_position(project.goals.all())
        )
        record("projects.add_goal", on=project, by=by, part=goal, changes=first_values(goal))
    return goal


def edit_goal(*, goal: Goal, texts: Texts, by: Person | None, seen: int | None = None) -> Goal:
    """Changes the words of a goal.

    Refuses with GoalEmpty, GoalThere, ChangedMeanwhile, NoLongerThere, ProjectArchived,
    ProjectDeleted. Records `projects.edit_goal`.
    """
    with changing(goal.project) as project:
        reread(goal)
        before = snapshot(goal)
        goal.texts = texts
        changes = changed(goal, before)
        if changes:
            _fit(project, texts)
            refuse_overwriting(project, changes, seen, goal)
            goal.save()
            record("projects.edit_goal", on=project, by=by, part=goal, changes=changes)
    return goal


def remove_goal(*, goal: Goal, by: Person | None) -> None:
    """Removes a goal. Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.

    Records `projects.remove_goal`.
    """
    with changing(goal.project) as project:
        reread(goal)
        record("projects.remove_goal", on=project, by=by, part=goal, changes=last_values(goal))
        goal.delete()


def move_goal(*, goal: Goal, steps: int, by: Person | None) -> Goal:
    """Moves a goal up (negative steps) or down, as far as the list goes.

    Refuses with NoLongerThere, ProjectArchived, ProjectDeleted. Records `projects.move_goal`.
    """
    with changing(goal.project) as project:
        reread(goal)
        changes = move_among(project.goals.all(), goal, steps)
        if changes:
            record("projects.move_goal", on=project, by=by, part=goal, changes=changes)
    return goal


def _fit(project: Project, texts: Texts) -> None:
    if not texts:
        raise GoalEmpty
    if project.goals.filter(texts=texts).exists():
        raise GoalThere
