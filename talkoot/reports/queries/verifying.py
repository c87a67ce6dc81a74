"""Whether frozen reports are still what was frozen: every hash computed anew, and what was touched named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from talkoot.history.models import Entry
from talkoot.measures.measure import Scope, in_unit
from talkoot.projects.models import Project
from talkoot.reports.models import Report, ReportFigure
from talkoot.reports.queries.counting import is_countable_now, measure_of
from talkoot.reports.queries.drawing_up import scope_of_report
from talkoot.reports.queries.evidence import numbers
from talkoot.reports.queries.frozen import (
    GROUPS,
    frozen_moment,
    group_hashes,
    hash_of_groups,
    hash_of_report,
    parts_of,
)

GROUP_WORDS = {
    "value": "its value",
    "meaning": "what it means and how it is counted",
    "target": "its baseline or target",
    "rows": "the rows that it was counted from",
    "corrections": "its corrections",
}
assert set(GROUP_WORDS) == {*GROUPS, "corrections"}


@dataclass(frozen=True)
class Finding:
    """One sentence about a report; `wrong` where something is not as it was frozen."""

    sentence: str
    wrong: bool = True


def frozen_reports(project: Project) -> list[Report]:
    """The project's frozen reports in the order in which they were frozen."""
    rows = Report.objects.filter(period__project=project, frozen_at__isnull=False)
    return list(rows.select_related("period__project", "partnership").order_by("frozen_at", "pk"))


def examine(report: Report) -> list[Finding]:
    """Everything in the report that is not as it was frozen, each named once."""
    kept = _kept(report)
    found = list(_of_figures(report, kept))
    if kept is None:
        found.append(Finding("the history does not know of its freezing"))
    else:
        found += _of_parts(report, kept)
    if not found and hash_of_report(report) != report.content_hash:
        found.append(Finding("its hash is not that of what it holds"))
    if kept is not None and report.content_hash != kept["report"]:
        found.append(Finding("its hash is another than the history keeps"))
    return found


def examine_chain(project: Project) -> list[Finding]:
    """Whether each report holds the hash of the one before it, and none has been taken away."""
    reports = frozen_reports(project)
    found = []
    before = ""
    for report in reports:
        if report.previous_hash != before:
            found.append(
                Finding(
                    f"report {report.pk} does not follow the one frozen before it: a report has been "
                    "changed, put between or taken away"
                )
            )
        before = report.content_hash
    there = {report.pk for report in reports}
    found += [
        Finding(f"report {entry.part_id} was frozen and is not there any more")
        for entry in _freezings(project)
        if entry.part_id not in there
    ]
    return found


def differences_today(report: Report) -> list[Finding]:
    """How today's values differ from the frozen ones, which is no fault: rows come and change."""
    found = []
    figures = list(report.figures.without_rows().select_related("project_indicator"))
    amounts = today(figures, scope_of_report(report))
    for figure in figures:
        now = amounts.get(figure.pk, figure.cumulative_amount)
        if now != figure.cumulative_amount:
            was, is_now = (in_unit(one, figure.per) for one in (figure.cumulative_amount, now))
            found.append(Finding(f"{name_of(figure)}: frozen {was}, today {is_now}", wrong=False))
    return found


def today(figures: Sequence[ReportFigure], scope: Scope) -> dict[int, int]:
    """The same amounts to the end of the scope, counted now, by the figures' numbers; those that are
    counted in another way are left out. Each measure is asked once."""
    same = {one.pk: one.project_indicator for one in figures if _counts_as_then(one)}
    whole = Scope(scope.projects, partnership=scope.partnership)
    counted = numbers(same.values(), whole, [(None, scope.until)])
    return {pk: counted[row.pk][0].amount for pk, row in same.items()}


def _counts_as_then(figure: ReportFigure) -> bool:
    row = figure.project_indicator
    same = (row.measure, row.part_by, row.part) == (figure.measure, figure.part_by, figure.part)
    return same and is_countable_now(row) and measure_of(row).per == figure.per


def name_of(figure: ReportFigure) -> str:
    """The figure's code and frozen name."""
    names = figure.words.get("name", {}) if isinstance(figure.words, dict) else {}
    name = next((names[tag] for tag in ("en", "fi", "sv", *names) if tag in names), "")
    return " ".join(part for part in (figure.code, name) if part) or f"figure {figure.pk}"


# --- parts ------------------------------------------------------------------------------------------
def _kept(report: Report) -> dict[str, Any] | None:
    entry = _freezings(report.period.project).filter(part_id=report.pk).first()
    kept = entry.changes.get("kept") if entry else None
    return kept if isinstance(kept, dict) else None


def _freezings(project: Project) -> Any:
    return Entry.objects.of(project).filter(verb="reports.freeze").order_by("pk")


def _of_figures(report: Report, kept: dict[str, Any] | None) -> Iterator[Finding]:
    figures = {str(one.project_indicator_id): one for one in report.figures.all()}
    was = (kept or {}).get("groups", {})
    for number, figure in figures.items():
        name = f"the figure “{name_of(figure)}”"
        if kept is not None and number not in was:
            yield Finding(f"{name} was added after the freezing")
            continue
        now = group_hashes(figure)
        touched = [group for group in GROUP_WORDS if kept and now[group] != was[number].get(group)]
        if touched:
            words = ", ".join(GROUP_WORDS[group] for group in touched)
            yield Finding(f"{name} has been changed: {words}")
        elif hash_of_groups(now) != figure.content_hash:
            yield Finding(f"{name} has another hash than what it holds")
    for number in was:
        if number not in figures:
            yield Finding(f"the figure of indicator {number} has been taken away")


def _of_parts(report: Report, kept: dict[str, Any]) -> Iterator[Finding]:
    now = parts_of(report)
    if now["head"] != kept["head"]:
        yield Finding("its project, period, share, version or language has been changed")
    if frozen_moment(report) != kept["frozen_at"]:
        yield Finding("the moment of its freezing has been changed")
    if report.previous_hash != kept["previous"]:
        yield Finding("the hash of the report before it has been changed")
    for what, words in (("texts", "the text"), ("passages", "the passage")):
        yield from _of_kind(words, now[what], kept[what])


def _of_kind(words: str, now: dict[str, str], was: dict[str, str]) -> Iterator[Finding]:
    for code in sorted({*now, *was}):
        if code not in was:
            yield Finding(f"{words} “{code}” was added after the freezing")
        elif code not in now:
            yield Finding(f"{words} “{code}” has been taken away")
        elif now[code] != was[code]:
            yield Finding(f"{words} “{code}” has been changed")


def wrong(found: Iterable[Finding]) -> bool:
    """Whether anything is not as it was frozen."""
    return any(one.wrong for one in found)
