"""What the pages of a project's reporting share: who may be there, the sections, and saving."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.projects.models import Project
from talkoot.reports.queries import access
from talkoot.reports.queries.access import Access
from talkoot.ui.sections import SectionLink


class Section(NamedTuple):
    """One page of reporting; some are only for those who may change the project."""

    door: str
    words: Promise
    runs: bool = False


SECTIONS = (
    Section("evidence", _("Promised and happened")),
    Section("indicators", _("Indicators and targets")),
    Section("figures_by_hand", _("Figures written by hand")),
    Section("periods", _("Periods and reports")),
    Section("inspectors", _("Inspectors"), runs=True),
    Section("templates", _("Templates of reports")),
)


def access_to(request: HttpRequest, slug: str) -> Access:
    """What the visitor may do here; 404 for whoever may not read the project's inner matters."""
    try:
        return access.of(request.user, slug)
    except Project.DoesNotExist:
        raise Http404 from None


def managed(request: HttpRequest, slug: str) -> Project:
    """The project, for those who may change it; 404 for others."""
    found = access_to(request, slug)
    if not found.manages:
        raise Http404
    return found.project


def part(project: Project, rows: Any, number: int) -> Any:
    """One of the project's rows; 404 for those of other projects."""
    return get_object_or_404(rows.filter(project=project), pk=number)


def languages_of(project: Project) -> tuple[str, ...]:
    """The languages that the project's texts are written in, the product's own first."""
    used = (project.names, project.short_names, project.summaries)
    return tuple(dict.fromkeys([*PRODUCT_LANGUAGES, *(tag for texts in used for tag in texts)]))


def context(
    request: HttpRequest, project: Project, section: str, *, runs: bool, **more: Any
) -> dict[str, Any]:
    """What every page of `reports/base.html` shows of itself; `runs` is whether the visitor may change
    the project, and becomes false for a project in the archive (`may_run` stays)."""
    sections = [
        SectionLink(
            reverse(f"reports:{one.door}", args=[project.slug]), one.words, one.door == section
        )
        for one in SECTIONS
        if runs or not one.runs
    ]
    return {
        "project": project,
        "name": project.short_names.pick() if project.short_names else project.names.pick(),
        "runs": runs and project.archived_at is None,
        "may_run": runs,
        "section": next(one.words for one in SECTIONS if one.door == section),
        "section_url": reverse(f"reports:{section}", args=[project.slug]),
        "sections_words": _("Sections of reporting"),
        "sections": sections,
        "list_url": reverse("projects:list"),
        "page_url": reverse("projects:page", args=[project.slug]),
        "evidence_url": reverse("reports:evidence", args=[project.slug]),
        **more,
    }
