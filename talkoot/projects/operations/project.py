"""Creating a project and changing what it says of itself."""

import re
import unicodedata
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused, refused_by
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project, TeamMember
from talkoot.projects.models.team import Role
from talkoot.projects.operations.changing import (
    Changes,
    changed,
    changing,
    first_values,
    refuse_overwriting,
)
from talkoot.projects.operations.obligations import derive
from talkoot.projects.operations.publishing import missing_for_publishing
from talkoot.projects.queries.documents import KIND, documents_of
from talkoot.search import index

RESERVED_SLUGS = frozenset(
    {
        "deleted", "import", "imports", "inspect", "network", "new", "page", "portfolio", "search",
        "summary",
    }
)  # fmt: skip  # the words read as one list
"""Addresses that are pages of the list; no project may stand on them."""

MANY = ("areas", "topics", "target_groups")
EDITABLE = frozenset(
    {
        "slug", "kind", "names", "short_names", "code", "summaries", "aims", "owner", "funding",
        "programme", "priority", "specific_objective", "funding_statement", "contact_role",
        "contact_email", "web_address", "follows", "period", *MANY,
    }
)  # fmt: skip  # the list reads as one


class ProjectThere(Refused):
    sentence = _("{owner} has a project with the same name and period already.")
    next_step = _("Open that one, or give this one another name.")
    field = "names"


class SlugTaken(Refused):
    sentence = _("Another project has this address.")
    next_step = _("Choose another address.")
    field = "slug"


class SlugReserved(Refused):
    sentence = _("This address is in use for a page of the list of projects.")
    next_step = _("Choose another address.")
    field = "slug"


class CodeTaken(Refused):
    sentence = _("Another project has this code.")
    next_step = _("Check the code; if the other project is the same one, use that.")
    field = "code"


class NamesEmpty(Refused):
    sentence = _("A project needs a name in at least one language.")
    field = "names"


class EndsBeforeStart(Refused):
    sentence = _("The end is before the start.")
    next_step = _("Check both dates.")
    field = "ends"


class ProgrammeNeedsFunding(Refused):
    sentence = _("A project that belongs to a programme has a known funder.")
    next_step = _("Choose “known” as the funding, or take the programme away.")
    field = "funding"


class PartnerPeriodLeftOutside(Refused):
    sentence = _("A partner is in the project at a time that the new period leaves out.")
    next_step = _("Change the partner's period first, or make the project's period longer.")
    field = "ends"


class FollowsItself(Refused):
    sentence = _("A project cannot continue its own work.")
    field = "follows"


REFUSALS: dict[str, type[Refused]] = {
    "projects_project_slug_key": SlugTaken,
    "projects_project_one_per_code": CodeTaken,
    "projects_project_ends_after_start": EndsBeforeStart,
    "projects_project_programme_is_known_funding": ProgrammeNeedsFunding,
    "projects_partnerperiod_inside_project": PartnerPeriodLeftOutside,
}


def create(
    *,
    names: Texts,
    owner: Organisation,
    by: Person | None,
    kind: str = Project.Kind.PROJECT,
    slug: str = "",
    **basics: Any,
) -> Project:
    """Begins a project as a draft that only its team and the owner's coordinators see.

    Without `slug` the address is made of the name. Whoever creates it becomes its manager (`by` None
    makes none). A programme brings its obligations. `basics` are any of the fields that `edit` takes.
    Refuses with NamesEmpty, ProjectThere, SlugReserved, SlugTaken, CodeTaken, EndsBeforeStart,
    ProgrammeNeedsFunding. Records `projects.create`.
    """
    with transaction.atomic():
        # The same form sent twice waits here for the first, and then finds its project.
        Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)
        project = Project(owner=owner, names=names, kind=kind)
        project.slug = _free_slug(slug, basics.get("short_names") or names)
        many = _assign(project, basics)
        _refuse_same(project)
        with refused_by(REFUSALS):
            project.save(force_insert=True)
        for name, rows in many.items():
            getattr(project, name).set(rows)
        changes = first_values(project) | {
            name: [[], [_named(row) for row in rows]] for name, rows in many.items() if rows
        }
        record("projects.create", on=project, by=by, changes=changes)
        if by is not None:
            TeamMember.objects.create(project=project, person=by, role=Role.MANAGER)
        derive(project, by)
        index.put(KIND, project.pk, documents_of(project))
    return project


def edit(
    *, project: Project, by: Person | None, seen: int | None = None, **changes: Any
) -> Project:
    """Changes any of the project's own fields; `period` takes both dates at once, and `areas`,
    `topics` and `target_groups` take whole lists.

    `seen` is the last history entry that the person had seen when the form was opened. What does
    not differ is not recorded. A published project stays fit to be published.
    Refuses with ChangedMeanwhile, the refusals of `create`, PartnerPeriodLeftOutside, FollowsItself,
    SummaryMissing, StatementMissing, ProjectArchived, ProjectDeleted. Records `projects.edit`.
    """
    with changing(project):
        before = snapshot(project)
        was = {name: [_named(row) for row in getattr(project, name).all()] for name in MANY}
        many = _assign(project, changes)
        differing: Changes = changed(project, before)
        for name, rows in many.items():
            now = [_named(row) for row in rows]
            if sorted(map(str, now)) != sorted(map(str, was[name])):
                differing[name] = [was[name], now]
        if not differing:
            return project
        refuse_overwriting(project, differing, seen)
        if "slug" in differing:
            _refuse_reserved(project.slug)
        if project.is_published:
            for missing in missing_for_publishing(project=project):
                raise missing
        with refused_by(REFUSALS):
            project.save()
        for name in differing.keys() & many.keys():
            getattr(project, name).set(many[name])
        record("projects.edit", on=project, by=by, changes=differing)
        if differing.keys() & {"programme", "starts_on", "ends_on"}:
            derive(project, by)
    return project


def _assign(project: Project, changes: dict[str, Any]) -> dict[str, list[Any]]:
    """Puts the values on the row; returns the lists, which are saved after it."""
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a project: {', '.join(sorted(unknown))}")
    many: dict[str, list[Any]] = {}
    for name, value in changes.items():
        if name in MANY:
            many[name] = list(value)
        else:
            setattr(project, name, value)
    if project.programme is not None and "funding" not in changes:
        project.funding = Project.Funding.KNOWN
    if not project.names:
        raise NamesEmpty
    if project.follows is not None and project.follows == project:
        raise FollowsItself
    return many


def _refuse_same(project: Project) -> None:
    same = Project.objects.live().filter(
        owner=project.owner,
        names=project.names,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
    )
    if same.exists():
        raise ProjectThere(owner=project.owner)


def _refuse_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise SlugReserved


def _free_slug(asked: str, names: Texts) -> str:
    if asked:
        _refuse_reserved(asked)
        return asked
    start = slug_of(names.pick("fi").text)
    if start in RESERVED_SLUGS:
        start = f"{start}-project"
    taken = set(Project.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug


def slug_of(name: str) -> str:
    """An address of at most 70 letters made of a name: `Etänä enemmän` → `etana-enemman`."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > 70:
            break
        slug = longer
    return slug or (words[0][:70] if words else "project")


def _named(row: Any) -> dict[str, str]:
    return dict(row.names)
