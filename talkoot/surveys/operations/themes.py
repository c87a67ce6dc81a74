"""The themes that a project's people find in what others wrote."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import (
    changing,
    first_values,
    keep_changes,
    last_values,
    reread,
)
from talkoot.surveys.models import Theme

EDITABLE = frozenset({"names", "meaning"})


class ThemeUnnamed(Refused):
    sentence = _("Name the theme in at least one language.")
    field = "names"


class ThemeThere(Refused):
    sentence = _("The project has a theme of this name already.")
    next_step = _("Choose it from the list, or give another name.")
    field = "names"


def add_theme(
    *, project: Project, names: Texts, by: Person | None, meaning: Texts | None = None
) -> Theme:
    """Adds a theme to mark texts with. Records `surveys.add_theme` on the project.

    Refuses with ThemeUnnamed, ThemeThere, ProjectArchived, ProjectDeleted.
    """
    with changing(project):
        theme = Theme(project=project, names=names, meaning=meaning or Texts())
        _refuse_unfit(theme)
        theme.save()
        record("surveys.add_theme", on=project, by=by, part=theme, changes=first_values(theme))
    return theme


def edit_theme(
    *, theme: Theme, by: Person | None, seen: int | None = None, **changes: Any
) -> Theme:
    """Changes the theme's `names` or `meaning`; the texts marked with it stay so. Records
    `surveys.edit_theme` on the project when something differs.

    Refuses with ThemeUnnamed, ThemeThere, ChangedMeanwhile, NoLongerThere, ProjectArchived,
    ProjectDeleted.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a theme: {', '.join(sorted(unknown))}")
    with changing(theme.project) as project:
        reread(theme)
        before = snapshot(theme)
        for name, value in changes.items():
            setattr(theme, name, value)
        _refuse_unfit(theme)
        keep_changes(theme, before, of=project, verb="surveys.edit_theme", by=by, seen=seen)
    return theme


def remove_theme(*, theme: Theme, by: Person | None) -> None:
    """Removes the theme, and its marks from the texts. Records `surveys.remove_theme` on the project.

    Refuses with NoLongerThere, ProjectArchived, ProjectDeleted.
    """
    with changing(theme.project) as project:
        reread(theme)
        # Before its marks, as in marking a text: they would wait for one another.
        Theme.objects.select_for_update().get(pk=theme.pk)
        record("surveys.remove_theme", on=project, by=by, part=theme, changes=last_values(theme))
        theme.delete()


def _refuse_unfit(theme: Theme) -> None:
    """Refuses with ThemeUnnamed, and with ThemeThere when another has one of the names, in any
    language, however it is capitalised."""
    mine = {str(name).casefold() for name in theme.names.values()}
    if not mine:
        raise ThemeUnnamed
    for other in Theme.objects.filter(project=theme.project).exclude(pk=theme.pk):
        if mine & {str(name).casefold() for name in other.names.values()}:
            raise ThemeThere
