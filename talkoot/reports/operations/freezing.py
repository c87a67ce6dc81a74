"""Freezing: value, meaning and rows of every figure, texts and passages, kept as they are at one moment."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from talkoot.history.record import record
from talkoot.measures import passage as passages
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import changing
from talkoot.reports.models import (
    Correction,
    Report,
    ReportFigure,
    ReportPassage,
    ReportText,
)
from talkoot.reports.operations.report_refusals import NotThatState, ReportFrozen, ReportNotReady
from talkoot.reports.operations.reports import lock, words_of
from talkoot.reports.queries.checking import blocking, checks, headings_of
from talkoot.reports.queries.drawing_up import Drawn, draw_up, followed, scope_of_report
from talkoot.reports.queries.frozen import (
    frozen_moment,
    group_hashes,
    hash_of_groups,
    hash_of_parts,
    parts_of,
)


def freeze(*, report: Report, by: Person | None) -> Report:
    """Freezes a checked report: from now on neither its figures nor its texts change.

    The project's row is locked first, then the report's; all rows of all figures are read in one
    statement, so that whoever changes something meanwhile changes it before or after. Everything is
    written or nothing. Rows of days that an earlier report told of, and that have changed since, are
    told as corrections with their sign. The hash of all is kept in the report, and with the hashes of
    its parts in the history; it holds the hash of the project's report frozen before it.
    Refuses with ReportFrozen (who came first, and when), ReportNotReady, NotThatState, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `reports.freeze`.
    """
    with changing(report.period.project) as project:
        lock(report)
        if report.is_frozen:
            raise ReportFrozen(report)
        if report.state != Report.State.CHECKED:
            raise NotThatState(state=report.get_state_display())
        known = followed(project)
        drawn = draw_up(report, known.entering)
        stops = blocking(checks(report, drawn, known))
        if stops:
            raise ReportNotReady(what=" ".join(stops))
        _keep_texts(report)
        _keep_passages(report)
        groups = _keep_figures(drawn)
        report.frozen_at, report.frozen_by = timezone.now(), by
        report.state = Report.State.FROZEN
        report.previous_hash = _last_hash(project)
        parts = parts_of(report)
        report.content_hash = hash_of_parts(parts, report.previous_hash)
        report.save()
        kept = {
            **parts,
            "groups": groups,
            "previous": report.previous_hash,
            "report": report.content_hash,
            "frozen_at": frozen_moment(report),
        }
        state = [Report.State.CHECKED, Report.State.FROZEN]
        changes: dict[str, Any] = {"state": state, "kept": kept}
        record("reports.freeze", on=project, by=by, part=report, changes=changes)
    return report


def _keep_texts(report: Report) -> None:
    """A text under every heading, empty ones too, each with the heading's words as they are now."""
    for heading, row in headings_of(report):
        kept = row or ReportText(report=report, heading=heading)
        kept.heading_words = words_of(heading, report)
        kept.save()


def _keep_passages(report: Report) -> None:
    scope = scope_of_report(report)
    with override(report.language):
        told = [(one.code, one.told(scope)) for one in passages.every()]
    ReportPassage.objects.bulk_create(
        ReportPassage(report=report, code=code, told=asdict(said)) for code, said in told if said
    )


def _keep_figures(drawn: list[Drawn]) -> dict[str, dict[str, str]]:
    """Writes the figures with their hashes and corrections; returns the hashes of their groups."""
    groups = {}
    for one in drawn:
        hashes = group_hashes(one.figure, one.corrections)
        one.figure.content_hash = hash_of_groups(hashes)
        groups[str(one.indicator.pk)] = hashes
    ReportFigure.objects.bulk_create(one.figure for one in drawn)
    Correction.objects.bulk_create(
        (
            Correction(figure=one.figure, **told._asdict())
            for one in drawn
            for told in one.corrections
        ),
        batch_size=5000,
    )
    return groups


def _last_hash(project: Project) -> str:
    """The hash of the project's report that was frozen last."""
    frozen = Report.objects.filter(period__project=project, frozen_at__isnull=False)
    last = frozen.order_by("-frozen_at", "-pk").values_list("content_hash", flat=True).first()
    return last or ""
