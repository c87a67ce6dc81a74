"""A report's way: begun, written, checked, sent, answered by the funder, and written again."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from talkoot.history.record import record
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import refused_by
from talkoot.people.models import Person
from talkoot.projects.models import Partnership
from talkoot.projects.operations.changing import (
    changing,
    refuse_overwriting,
    reread,
    same_project,
)
from talkoot.reports.models import Report, ReportHeading, ReportingPeriod, ReportText
from talkoot.reports.operations.report_refusals import (
    AnsweredAlready,
    BeforeFreezing,
    BeforeSending,
    DayNotCome,
    LanguageUnknown,
    NotThatState,
    ReportChecked,
    ReportFrozen,
    ReportNotReady,
    ReportThere,
    ReturnReasonMissing,
    TextTooLong,
)
from talkoot.reports.queries.checking import blocking, checks
from talkoot.reports.queries.drawing_up import draw_up, followed


def begin(
    *,
    period: ReportingPeriod,
    by: Person | None,
    partnership: Partnership | None = None,
    language: str = "fi",
) -> Report:
    """Begins the draft of a period's report, of the whole project or of one partner's share.

    Refuses with ReportThere, LanguageUnknown, PartOfAnotherProject, NoLongerThere, ProjectArchived,
    ProjectDeleted. Records `reports.begin`.
    """
    with changing(period.project) as project:
        reread(period)
        same_project(project, partnership)
        if language not in PRODUCT_LANGUAGES:
            raise LanguageUnknown
        if period.reports.filter(partnership=partnership).exists():
            raise ReportThere
        report = Report(period=period, partnership=partnership, language=language, created_by=by)
        with refused_by({"reports_report_one_per_version": ReportThere}):
            report.save()
        record("reports.begin", on=project, by=by, part=report)
    return report


def write_text(
    *,
    report: Report,
    heading: ReportHeading,
    text: str,
    by: Person | None,
    seen: int | None = None,
) -> ReportText:
    """Writes what a draft says under one heading; `seen` is the last history entry that the writer's
    page knew, so that nobody's text is overwritten unseen. What was there stays in the history.

    Refuses with TextTooLong, ChangedMeanwhile, ReportFrozen, ReportChecked, PartOfAnotherProject,
    NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.write_text` if it changed.
    """
    with changing(report.period.project) as project:
        lock(report)
        same_project(project, heading)
        if report.is_frozen:
            raise ReportFrozen(report)
        if report.state == Report.State.CHECKED:
            raise ReportChecked
        text = text.replace("\r\n", "\n").strip()
        row = ReportText.objects.filter(report=report, heading=heading).first()
        if row is None:
            row = ReportText(report=report, heading=heading)
        if row.text == text:
            return row
        if heading.limit is not None and len(text) > heading.limit:
            raise TextTooLong(count=len(text), most=heading.limit, over=len(text) - heading.limit)
        changes = {"text": [row.text, text]}
        if row.pk is not None:
            refuse_overwriting(project, changes, seen, row)
        row.text = text
        row.heading_words = words_of(heading, report)
        row.save()
        record("reports.write_text", on=project, by=by, part=row, changes=changes)
    return row


def words_of(heading: ReportHeading, report: Report) -> str:
    """The heading in the report's language, as the model keeps it."""
    words: str = heading.names.pick(report.language).text
    return words[:300]


def lock(report: Report) -> None:
    """Reads the report anew; nobody else changes it until the transaction ends. Its project's row is
    locked before. Refuses with NoLongerThere."""
    rows = Report.objects.select_for_update(no_key=True, of=("self",))
    try:
        report.refresh_from_db(from_queryset=rows)
    except Report.DoesNotExist:
        reread(report)


def check(*, report: Report, by: Person | None) -> Report:
    """Marks a draft checked: somebody has looked it through, and it may be frozen.

    Refuses with ReportNotReady (which says what is to be mended), ReportFrozen, NotThatState,
    NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.check`.
    """
    with changing(report.period.project):
        lock(report)
        if report.is_frozen:
            raise ReportFrozen(report)
        refuse_unready(report)
        return _go(report, "reports.check", Report.State.CHECKED, by, Report.State.DRAFT)


def refuse_unready(report: Report) -> None:
    """Refuses with ReportNotReady, if anything stands in the way of freezing."""
    known = followed(report.period.project)
    stops = blocking(checks(report, draw_up(report, known.entering), known))
    if stops:
        raise ReportNotReady(what=" ".join(stops))


def take_back_to_draft(*, report: Report, by: Person | None) -> Report:
    """Makes a checked report a draft again.

    Refuses with ReportFrozen, NotThatState, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.take_back_to_draft`.
    """
    with changing(report.period.project):
        lock(report)
        if report.is_frozen:
            raise ReportFrozen(report)
        verb = "reports.take_back_to_draft"
        return _go(report, verb, Report.State.DRAFT, by, Report.State.CHECKED)


def submit(*, report: Report, on: date, by: Person | None) -> Report:
    """Notes that the frozen report was sent to the funder on a day.

    Refuses with DayNotCome, BeforeFreezing, NotThatState, AnsweredAlready, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `reports.submit`.
    """
    with changing(report.period.project):
        lock(report)
        _refuse_superseded(report)
        report.submitted_at = _moment(report, on)
        return _go(report, "reports.submit", Report.State.SUBMITTED, by, Report.State.FROZEN)


def accept(*, report: Report, by: Person | None, on: date | None = None) -> Report:
    """Notes that the funder accepted the report, today or on the day.

    Refuses with DayNotCome, BeforeFreezing, BeforeSending, NotThatState, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `reports.accept`.
    """
    with changing(report.period.project):
        lock(report)
        report.answered_at = _moment(report, on or timezone.localdate())
        return _go(report, "reports.accept", Report.State.ACCEPTED, by, Report.State.SUBMITTED)


def return_(*, report: Report, reason: str, by: Person | None, on: date | None = None) -> Report:
    """Notes that the funder returned the report, and why.

    Refuses with ReturnReasonMissing, DayNotCome, BeforeFreezing, BeforeSending, NotThatState,
    NoLongerThere, ProjectArchived, ProjectDeleted. Records `reports.return_`.
    """
    with changing(report.period.project):
        lock(report)
        if not reason.strip():
            raise ReturnReasonMissing
        report.answered_at = _moment(report, on or timezone.localdate())
        report.returned_reason = reason.strip()
        return _go(report, "reports.return_", Report.State.RETURNED, by, Report.State.SUBMITTED)


def answer_returned(*, report: Report, by: Person | None) -> Report:
    """Begins the new version that answers a returned one, with its texts; the old stays as it was.

    Refuses with AnsweredAlready, NotThatState, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.answer_returned`.
    """
    return _new_version(report, "reports.answer_returned", Report.State.RETURNED, by)


def begin_again(*, report: Report, by: Person | None) -> Report:
    """Begins a new version in place of a frozen one that was never sent, with its texts.

    Refuses with AnsweredAlready, NotThatState, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.begin_again`.
    """
    return _new_version(report, "reports.begin_again", Report.State.FROZEN, by)


def throw_away(*, report: Report, by: Person | None) -> None:
    """Removes a version that was never frozen; what was written in it stays in the history.

    Refuses with ReportFrozen, NoLongerThere, ProjectArchived, ProjectDeleted.
    Records `reports.throw_away`.
    """
    with changing(report.period.project) as project:
        lock(report)
        if report.is_frozen:
            raise ReportFrozen(report)
        record("reports.throw_away", on=project, by=by, part=report, note=str(report.period))
        report.delete()


def _new_version(report: Report, verb: str, wanted: str, by: Person | None) -> Report:
    with changing(report.period.project) as project:
        lock(report)
        _refuse_superseded(report)
        if report.state != wanted:
            raise NotThatState(state=report.get_state_display())
        new = Report.objects.create(
            period=report.period,
            partnership=report.partnership,
            version=report.version + 1,
            supersedes=report,
            language=report.language,
            created_by=by,
        )
        ReportText.objects.bulk_create(
            ReportText(
                report=new, heading=row.heading, heading_words=row.heading_words, text=row.text
            )
            for row in report.texts.select_related("heading")
            if row.text
        )
        record(verb, on=project, by=by, part=new)
    return new


def _refuse_superseded(report: Report) -> None:
    if Report.objects.filter(supersedes=report).exists():
        raise AnsweredAlready


def _go(report: Report, verb: str, state: str, by: Person | None, wanted: str) -> Report:
    """Takes the report from the state `wanted` to `state`, in the caller's transaction."""
    if report.state != wanted:
        raise NotThatState(state=report.get_state_display())
    changes: dict[str, Any] = {"state": [report.state, state]}
    report.state = state
    if state in (Report.State.CHECKED, Report.State.DRAFT):
        is_checked = state == Report.State.CHECKED
        report.checked_at = timezone.now() if is_checked else None
        report.checked_by = by if is_checked else None
    if state == Report.State.RETURNED:
        changes["returned_reason"] = ["", report.returned_reason]
    report.save()
    record(verb, on=report.period.project, by=by, part=report, changes=changes)
    return report


def _moment(report: Report, day: date) -> datetime:
    """The moment that is noted for a day: now for today, noon for an earlier one."""
    today = timezone.localdate()
    if day > today:
        raise DayNotCome
    if report.frozen_at is not None and day < timezone.localdate(report.frozen_at):
        raise BeforeFreezing
    if report.submitted_at is not None and day < timezone.localdate(report.submitted_at):
        raise BeforeSending
    if day == today:
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))
