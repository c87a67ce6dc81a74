"""The hash of what was frozen: of each figure, of each part of a report, and of the whole."""

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils import timezone

from talkoot.reports.models import Report, ReportFigure

GROUPS: dict[str, tuple[str, ...]] = {
    "value": (
        "period_amount", "cumulative_amount", "corrected_amount", "is_missing", "is_estimate", "parts",
    ),
    "meaning": (
        "project_indicator_id", "position", "code", "catalogue_version", "definition_version", "measure",
        "part_by", "part", "words", "unit", "per", "is_by_hand", "all_or_nothing",
    ),
    "target": ("baseline", "target", "target_decision_id"),
    "rows": ("row_model", "row_ids", "row_amounts", "earlier_ids", "earlier_amounts"),
}  # fmt: skip  # the lists read as ones
"""What a figure's hash is of, in groups by which tampering is named; and its corrections."""

NOT_HASHED = ("id", "report_id", "content_hash")
"""A figure's own number and its report's: the same content has the same hash in every version."""


class Told(NamedTuple):
    """A correction as it is hashed."""

    row_id: int
    before: int
    after: int
    why: str


def hash_of(figure: ReportFigure, corrections: Iterable[Told] | None = None) -> str:
    """The hash of the figure: of the hashes of all its groups."""
    return hash_of_groups(group_hashes(figure, corrections))


def hash_of_groups(groups: dict[str, str]) -> str:
    return sha256(_bytes(groups)).hexdigest()


def group_hashes(figure: ReportFigure, corrections: Iterable[Told] | None = None) -> dict[str, str]:
    """The hash of each group of what the figure says; `corrections` where they are not yet written."""
    found = _groups(figure, corrections)
    return {name: sha256(_bytes(values)).hexdigest() for name, values in found.items()}


def _groups(figure: ReportFigure, corrections: Iterable[Told] | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        group: {name: _plain(getattr(figure, name)) for name in names}
        for group, names in GROUPS.items()
    }
    told = corrections_of(figure) if corrections is None else corrections
    found["corrections"] = sorted(list(one) for one in told)
    return found


def corrections_of(figure: ReportFigure) -> list[Told]:
    return [Told(one.row_id, one.before, one.after, one.why) for one in figure.corrections.all()]


# --- the report --------------------------------------------------------------------------------
def hash_of_report(report: Report) -> str:
    """The hash of the report's head, figures, texts and passages, and of the report frozen before
    it: so the project's frozen reports make one chain."""
    return hash_of_parts(parts_of(report), report.previous_hash)


def hash_of_parts(parts: dict[str, Any], previous_hash: str) -> str:
    return sha256(_bytes({**parts, "previous": previous_hash})).hexdigest()


def parts_of(report: Report) -> dict[str, Any]:
    """The hash of the head, and of each figure, text and passage by what they are known by."""
    figures = report.figures.values_list("project_indicator_id", "content_hash")
    return {
        "head": head_hash(report),
        "figures": {str(indicator): content for indicator, content in figures},
        "texts": {
            row.heading.code: text_hash(row) for row in report.texts.select_related("heading")
        },
        "passages": {row.code: passage_hash(row.told) for row in report.passages.all()},
    }


def head_hash(report: Report) -> str:
    """What the report is of: the project, the days, the share, the version and the language."""
    period = report.period
    said = {
        "project": period.project_id,
        "kind": period.kind,
        "first_on": period.first_on.isoformat(),
        "last_on": period.last_on.isoformat(),
        "partnership": report.partnership_id,
        "version": report.version,
        "supersedes": report.supersedes_id,
        "language": report.language,
    }
    return sha256(_bytes(said)).hexdigest()


def text_hash(row: Any) -> str:
    return sha256(_bytes([row.heading_words, row.text])).hexdigest()


def passage_hash(told: Any) -> str:
    return sha256(_bytes(told)).hexdigest()


def frozen_moment(report: Report) -> str:
    """When the report was frozen, as the history keeps it beside the hashes."""
    assert report.frozen_at is not None
    return report.frozen_at.astimezone(timezone.get_default_timezone()).isoformat()


def _plain(value: Any) -> Any:
    """A decimal always with two digits; all else as it is."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _bytes(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
