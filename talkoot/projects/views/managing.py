"""What the management pages share: who may be there, the sections, saving, and what was saved meanwhile."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.projects.models import Project
from talkoot.ui.sections import SectionLink


class Section(NamedTuple):
    """One page of managing; some are only for those who may change the project."""

    door: str
    words: Promise
    runs: bool = False


SECTIONS = (
    Section("manage", _("Overview")),
    Section("basics", _("Basic facts"), runs=True),
    Section("texts", _("Texts"), runs=True),
    Section("goals", _("Goals")),
    Section("themes", _("Themes under way")),
    Section("partners", _("Partners")),
    Section("decisions", _("Decisions and budget")),
    Section("obligations", _("Obligations")),
    Section("recognitions", _("Recognitions")),
    Section("sources", _("Sources and remarks")),
    Section("team", _("Team")),
    Section("history", _("History")),
)


def followed(request: HttpRequest, slug: str) -> Project:
    """The project, for everyone of its team and those who look after it; 404 for others."""
    mine = Project.objects.followed_by(request.user).select_related("owner", "programme")
    return get_object_or_404(mine, slug=slug)


def run(request: HttpRequest, slug: str) -> Project:
    """The project, for those who may change it; 404 for others."""
    mine = Project.objects.run_by(request.user).select_related("owner", "programme")
    return get_object_or_404(mine, slug=slug)


def may_run(request: HttpRequest, project: Project) -> bool:
    return Project.objects.run_by(request.user).filter(pk=project.pk).exists()


def part(project: Project, rows: Any, number: int) -> Any:
    """One of the project's rows; 404 for those of other projects."""
    return get_object_or_404(rows.filter(project=project), pk=number)


def languages_of(project: Project) -> tuple[str, ...]:
    """The languages that the project's texts are written in, the product's own first."""
    used = (project.names, project.short_names, project.summaries, project.aims)
    return tuple(dict.fromkeys([*PRODUCT_LANGUAGES, *(tag for texts in used for tag in texts)]))


def context(
    request: HttpRequest, project: Project, section: str, *, runs: bool, **more: Any
) -> dict[str, Any]:
    """What every management page shows of itself."""
    here = reverse(f"projects:{section}", args=[project.slug])
    return {
        "project": project,
        "name": project.short_names.pick() if project.short_names else project.names.pick(),
        "runs": runs and project.archived_at is None,
        "may_run": runs,
        "section": next(one.words for one in SECTIONS if one.door == section),
        "section_url": here,
        "sections_words": _("Sections of managing"),
        "sections": [
            SectionLink(
                reverse(f"projects:{one.door}", args=[project.slug]), one.words, one.door == section
            )
            for one in SECTIONS
            if runs or not one.runs
        ],
        "list_url": reverse("projects:list"),
        "page_url": reverse("projects:page", args=[project.slug]),
        "manage_url": reverse("projects:manage", args=[project.slug]),
        **more,
    }
