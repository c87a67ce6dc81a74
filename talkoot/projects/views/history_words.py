"""The history in words: a sentence for each verb, and what changed from what to what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.history.models import Entry
from talkoot.history.verbs import sentence_of
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.models import Project, Remark, TeamMember, TeamOffer
from talkoot.projects.operations.remarks import ABOUT
from talkoot.ui.changes import Change
from talkoot.ui.changes import told_changes as changes_in_words

VERBS: dict[str, Promise] = {
    "projects.create": _("The project was created."),
    "projects.bring_in": _("The project was brought in from a list."),
    "projects.edit": _("The project was edited."),
    "projects.publish": _("The project was published."),
    "projects.take_back": _("The project was taken back from the public."),
    "projects.archive": _("The project was archived."),
    "projects.take_from_archive": _("The project was taken from the archive."),
    "projects.delete": _("The project was deleted."),
    "projects.bring_back": _("The project was brought back."),
    "projects.add_partner": _("A partner was added."),
    "projects.edit_partner": _("A partner was edited."),
    "projects.remove_partner": _("A partner was removed."),
    "projects.set_partner_periods": _("A partner's periods were changed."),
    "projects.add_decision": _("A funding decision was added."),
    "projects.edit_decision": _("A funding decision was edited."),
    "projects.remove_decision": _("A funding decision was removed."),
    "projects.set_budget_lines": _("The budget was changed."),
    "projects.add_goal": _("A goal was added."),
    "projects.edit_goal": _("A goal was edited."),
    "projects.remove_goal": _("A goal was removed."),
    "projects.move_goal": _("A goal was moved."),
    "projects.add_theme": _("A theme was added."),
    "projects.edit_theme": _("A theme was edited."),
    "projects.remove_theme": _("A theme was removed."),
    "projects.add_recognition": _("A recognition was added."),
    "projects.edit_recognition": _("A recognition was edited."),
    "projects.remove_recognition": _("A recognition was removed."),
    "projects.add_remark": _("A remark was added."),
    "projects.edit_remark": _("A remark was edited."),
    "projects.remove_remark": _("A remark was removed."),
    "projects.derive_obligations": _("The obligations were brought in line with the programme."),
    "projects.add_obligation": _("An obligation was added."),
    "projects.edit_obligation": _("An obligation was edited."),
    "projects.remove_obligation": _("An obligation was removed."),
    "projects.mark_done": _("An obligation was marked done."),
    "projects.mark_open": _("An obligation was opened again."),
    "projects.waive": _("An obligation was noted not to concern the project."),
    "projects.add_member": _("A person joined the team."),
    "projects.change_role": _("A role in the team was changed."),
    "projects.end_role": _("A person left the team."),
    "projects.invite": _("A person was invited to the team."),
    "projects.withdraw_invitation": _("An invitation to the team was withdrawn."),
}
SHOWN_NAMES = {
    "obligations": _("Obligations"),
    "periods": _("Periods"),
    "budget_lines": _("Budget"),
    "position": _("Place in the list"),
    "proof_name": _("Proof"),
    "starts_on": _("Starts"),
    "ends_on": _("Ends"),
}


class Told(NamedTuple):
    """One entry as the page shows it."""

    at: datetime
    sentence: str | Promise
    who: str
    about: str
    changes: list[Change]
    note: str


def told(entries: Iterable[Entry]) -> list[Told]:
    """The entries in words; persons and parts are asked for once each kind."""
    rows = list(entries)
    people = Person.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    parts = _parts(rows)
    return [
        Told(
            row.at,
            VERBS.get(row.verb) or sentence_of(row.verb),
            _who(row, people),
            _about(row, parts),
            told_changes(_model(row), row.changes),
            row.note,
        )
        for row in rows
    ]


def _who(row: Entry, people: dict[int, Person]) -> str:
    if row.by_worker:
        return gettext("Talkoot itself")
    person = people.get(row.actor_id) if row.actor_id else None
    return str(person) if person else gettext("a person who has been erased")


def _model(row: Entry) -> type[models.Model]:
    try:
        return apps.get_model(row.part) if row.part else Project
    except LookupError:
        return Project


def _parts(rows: list[Entry]) -> dict[tuple[str, int], str]:
    """The parts that are still there, by name."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        if row.part and row.part_id:
            wanted.setdefault(row.part, set()).add(row.part_id)
    found = {}
    for label, keys in wanted.items():
        try:
            model = apps.get_model(label)
        except LookupError:
            continue
        related = [name for name in ("person", "organisation", "duty") if _has(model, name)]
        related += getattr(model, "named_with", ())  # what a higher area's row is called by
        for part in model._default_manager.filter(pk__in=keys).select_related(*related):
            found[label, part.pk] = _part(part)
    return found


def _part(part: models.Model) -> str:
    """A part by its name; a person with the role, which the entry itself does not hold."""
    if isinstance(part, TeamMember):
        return f"{part.person} ({part.get_role_display()})"
    if isinstance(part, TeamOffer):
        return ""  # whom it went to is told on the page of the team, and to managers only
    if isinstance(part, Remark):
        return str(part.texts) or part.source
    return str(part)


def _has(model: type[models.Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name).is_relation)
    except FieldDoesNotExist:
        return False


def _about(row: Entry, parts: dict[tuple[str, int], str]) -> str:
    """The part's name now, or, when it is gone, as the entry knew it."""
    if row.part_id and (row.part, row.part_id) in parts:
        return parts[row.part, row.part_id]
    for name in ("names", "texts", "organisation", "group_names", "number"):
        values = [value for value in row.changes.get(name, ()) if value]
        if values:
            return str(Texts(values[0]) if isinstance(values[0], dict) else values[0])
    return ""


# --- what changed -----------------------------------------------------------------------------------
def told_changes(model: type[models.Model], changes: dict[str, Any]) -> list[Change]:
    """Each field's before and after in a project's own words."""
    return changes_in_words(model, changes, SHOWN_NAMES, {"about": ABOUT})
