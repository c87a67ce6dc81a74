"""The themes under way in a standing programme: what, who answers for it, and how far it is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project, Theme
from talkoot.projects.operations.changing import (
    changing,
    first_values,
    keep_changes,
    last_values,
    reread,
)
from talkoot.projects.operations.ordering import next_position

EDITABLE = frozenset({"names", "descriptions", "owner", "state", "position"})


class ThemeUnnamed(Refused):
    sentence = _("Name the theme in at least one language.")
    field = "names"


class ThemeThere(Refused):
    sentence = _("The project has this theme already.")
    field = "names"


def add_theme(
    *,
    project: Project,
    names: Texts,
    by: Person | None,
    descriptions: Texts | None = None,
    owner: Organisation | None = None,
    state: str = Theme.State.PLANNED,
) -> Theme:
    """Adds a theme as the last one.

    Refuses with ThemeUnnamed, ThemeThere, ProjectArchived, ProjectDeleted. Records `projects.add_theme`.
    """
    with changing(project):
        if not names:
            raise ThemeUnnamed
        if project.themes.filter(names=names).exists():
            raise ThemeThere
        theme = Theme.objects.create(
            project=project,
            names=names,
            descriptions=descriptions or Texts(),
            owner=owner,
            state=state,
            position=next_position(project.themes.all()),
        )
        record("projects.add_theme", on=project, by=by, part=theme, changes=first_values(theme))
    return theme


def edit_theme(
    *, theme: Theme, by: Person | None, seen: int | None = None, **changes: Any
) -> Theme:
    """Changes a theme's name, description, owner or state.

    Refuses with ThemeUnnamed, ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `projects.edit_theme`.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a theme: {', '.join(sorted(unknown))}")
    with changing(theme.project) as project:
        reread(theme)
        before = snapshot(theme)
        for name, value in changes.items():
            setattr(theme, name, value)
        if not theme.names:
            raise ThemeUnnamed
        keep_changes(theme, before, of=project, verb="projects.edit_theme", by=by, seen=seen)
    return theme


def remove_theme(*, theme: Theme, by: Person | None) -> None:
    """Removes a theme. Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.

    Records `projects.remove_theme`.
    """
    with changing(theme.project) as project:
        reread(theme)
        record("projects.remove_theme", on=project, by=by, part=theme, changes=last_values(theme))
        theme.delete()
