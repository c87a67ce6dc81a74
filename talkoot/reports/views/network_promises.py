"""What many projects promised and what has happened, as a page over all of them tells it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse

from talkoot.kit.languages import Text
from talkoot.projects.models import Project
from talkoot.reports.models import Keeping
from talkoot.reports.queries import public_results
from talkoot.reports.queries.evidence import Line
from talkoot.reports.queries.promises import lines_of
from talkoot.reports.views.evidence import Promise, picture
from talkoot.reports.views.numbers import said, said_instead, said_number, said_share


class PromisedLine(NamedTuple):
    """One indicator of a project; `happened` is empty where there is no number."""

    line: Line
    happened: str
    is_missing: bool
    promised: str
    share: str
    picture: Promise | None


class PromisedProject(NamedTuple):
    """One project, where its name leads, and its indicators."""

    project: Project
    name: Text
    address: str
    lines: list[PromisedLine]


def promised(
    projects: Sequence[Project], keeping: Keeping, *, is_public: bool
) -> list[PromisedProject]:
    """What these projects promised, and what has happened by the count."""
    lines = lines_of(projects, keeping)
    return [
        PromisedProject(
            row,
            (row.short_names or row.names).pick(),
            reverse("projects:page" if is_public else "reports:evidence", args=[row.slug]),
            _lines(lines.get(row.pk, []), is_public=is_public),
        )
        for row in projects
    ]


def _lines(lines: list[Line], *, is_public: bool) -> list[PromisedLine]:
    gone = public_results.hidden(lines) if is_public else set()
    found = []
    for line in lines:
        is_hidden = line.indicator.pk in gone
        number = line.so_far
        found.append(
            PromisedLine(
                line,
                said_instead(number) if is_hidden else said_number(number),
                number is not None and number.is_missing,
                said(line.target.value) if line.target else "",
                "" if is_hidden else said_share(line.share),
                None if is_hidden else picture(number, line.target.value if line.target else None),
            )
        )
    return found
