"""Publishing a project, taking it back, archiving and deleting it, and the ways back."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused, refused_by
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import changing

KEPT_AFTER_DELETION = timedelta(days=90)


class NameMissing(Refused):
    sentence = _("A public project has a name.")
    next_step = _("Write the name on the page of texts.")
    field = "names"


class SummaryMissing(Refused):
    sentence = _("A public project has a summary in at least one language.")
    next_step = _("Write a summary of a few sentences on the page of texts.")
    field = "summaries"


class StatementMissing(Refused):
    sentence = _(
        "The programme requires a statement of funding on every public page, and there is none."
    )
    next_step = _("Write the statement of funding on the page of texts.")
    field = "funding_statement"


class CodeTakenMeanwhile(Refused):
    sentence = _("Another project has taken this project's code after it was deleted.")
    next_step = _("Change the code of the other project first.")


def missing_for_publishing(*, project: Project) -> list[type[Refused]]:
    """What the project still lacks before anyone may see it, as the refusals it would meet."""
    missing: list[type[Refused]] = []
    if not project.names:
        missing.append(NameMissing)
    if not project.summaries:
        missing.append(SummaryMissing)
    programme = project.programme
    if programme is not None and not programme.statement and not project.funding_statement:
        missing.append(StatementMissing)
    return missing


def publish(*, project: Project, by: Person | None) -> Project:
    """Lets anyone see the project. Does nothing more when it is public already.

    Refuses with NameMissing, SummaryMissing, StatementMissing (a project of a programme carries the
    programme's statement and emblem or is not public), ProjectDeleted. Records `projects.publish`.
    """
    with changing(project, archived_too=True):
        if project.published_at is None:
            for missing in missing_for_publishing(project=project):
                raise missing
            _mark(project, by, "projects.publish", "published_at", on=True)
    return project


def take_back(*, project: Project, by: Person | None) -> Project:
    """Makes a public project a draft again; its address answers outsiders with 404.

    Refuses with ProjectDeleted. Records `projects.take_back`.
    """
    with changing(project, archived_too=True):
        if project.published_at is not None:
            _mark(project, by, "projects.take_back", "published_at", on=False)
    return project


def archive(*, project: Project, by: Person | None) -> Project:
    """Closes a project that is over: it stays seen and found, and is not changed any more.

    Refuses with ProjectDeleted. Records `projects.archive`.
    """
    with changing(project, archived_too=True):
        if project.archived_at is None:
            _mark(project, by, "projects.archive", "archived_at", on=True)
    return project


def take_from_archive(*, project: Project, by: Person | None) -> Project:
    """Opens an archived project for changes again.

    Refuses with ProjectDeleted. Records `projects.take_from_archive`.
    """
    with changing(project, archived_too=True):
        if project.archived_at is not None:
            _mark(project, by, "projects.take_from_archive", "archived_at", on=False)
    return project


def delete(*, project: Project, by: Person | None) -> Project:
    """Hides the project from everyone. It can be brought back for 90 days; then it is gone.

    Its address stays taken and its code becomes free. Records `projects.delete`.
    """
    with changing(project, archived_too=True, deleted_too=True):
        if project.deleted_at is None:
            _mark(project, by, "projects.delete", "deleted_at", on=True)
    return project


def bring_back(*, project: Project, by: Person | None) -> Project:
    """Brings a deleted project back as it was, public or not.

    Refuses with CodeTakenMeanwhile. Records `projects.bring_back`.
    """
    with changing(project, archived_too=True, deleted_too=True):
        if project.deleted_at is not None:
            with refused_by({"projects_project_one_per_code": CodeTakenMeanwhile}):
                _mark(project, by, "projects.bring_back", "deleted_at", on=False)
    return project


def _mark(project: Project, by: Person | None, verb: str, field: str, *, on: bool) -> None:
    setattr(project, field, timezone.now() if on else None)
    project.save(update_fields=[field])
    record(verb, on=project, by=by)
