"""Everything that a report says, gathered once and in its own language, for every kind of file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts
from talkoot.measures import passage
from talkoot.reports.models import (
    Report,
    ReportFigure,
    ReportHeading,
    ReportingPeriod,
    ReportText,
)
from talkoot.reports.queries.checking import headings_of
from talkoot.reports.queries.document_figures import FigureSaid, said
from talkoot.reports.queries.document_words import day, moment, words
from talkoot.reports.queries.drawing_up import draw_up, scope_of_report
from talkoot.reports.queries.frozen import Told, corrections_of
from talkoot.terms.models import Programme


@dataclass(frozen=True)
class TextSaid:
    """What stands under one heading of the funder's form; `limit` is in characters, 0 without one."""

    heading: str
    text: str
    paragraphs: list[str]
    limit: int = 0
    asks: str = ""


@dataclass(frozen=True)
class PassageSaid:
    """What another area tells of the period."""

    heading: str
    paragraphs: list[str]
    caption: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class DocumentSaid:
    """A whole report. `is_draft` until it is frozen: its numbers are then those of this moment."""

    language: str
    title: str
    project: str
    project_language: str
    project_code: str
    organisation: str
    partner: str
    programme: str
    decision: str
    period: str
    version: str
    state: str
    is_draft: bool
    counted: str
    frozen: str
    submitted: str
    hash: str
    previous_hash: str
    address: str
    statement: str
    statement_language: str
    emblem: str
    figures: list[FigureSaid]
    texts: list[TextSaid]
    passages: list[PassageSaid]
    words: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The same as plain lists and texts, as a Typst file or a Word template is given it."""
        return asdict(self)


NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def language_of(report: Report) -> str:
    """The report's language, or the first of the product's where it is not one of them."""
    known = report.language in PRODUCT_LANGUAGES
    return report.language if known else PRODUCT_LANGUAGES[0]


def document_of(report: Report, *, address: str = "") -> DocumentSaid:
    """The report as it was frozen, or, before that, as it is today; `address` is where its rows open."""
    language = language_of(report)
    with override(language):
        return _document(report, language, address)


def figures_of(report: Report) -> list[ReportFigure]:
    """The report's figures in their order: the frozen ones, or what would be frozen now."""
    if report.is_frozen:
        return list(report.figures.select_related("target_decision"))
    return [one.figure for one in draw_up(report)]


def _figures(report: Report) -> list[tuple[ReportFigure, list[Told]]]:
    if not report.is_frozen:
        return [(one.figure, one.corrections) for one in draw_up(report)]
    rows = report.figures.without_rows().select_related("target_decision")
    rows = rows.prefetch_related("corrections")
    return [(row, corrections_of(row)) for row in rows]


def _document(report: Report, language: str, address: str) -> DocumentSaid:
    project = report.period.project
    name = (project.names or project.short_names).pick(language)
    programme = project.programme
    statement = (project.funding_statement or (programme.statement if programme else Texts())).pick(
        language
    )
    emblem = programme.emblem if programme else Programme.Emblem.NONE
    has_emblem = bool(programme) and emblem != Programme.Emblem.NONE
    figures = _figures(report)
    decisions = [one.target_decision for one, _told in figures if one.target_decision]
    return DocumentSaid(
        language=language,
        title=title_of(report),
        project=name.text,
        project_language=(name.language or language)[:2],
        project_code=project.code,
        organisation=project.owner.names.pick(language).text,
        partner=str(report.partnership) if report.partnership else "",
        programme=programme.names.pick(language).text if programme else "",
        decision=decisions[0].number if decisions else "",
        period=f"{day(report.period.first_on)} – {day(report.period.last_on)}",
        version=str(report.version),
        state=str(report.get_state_display()),
        is_draft=not report.is_frozen,
        counted=_("Counted {day}").format(day=moment(report.frozen_at or timezone.now())),
        frozen=moment(report.frozen_at) if report.frozen_at else "",
        submitted=day(timezone.localdate(report.submitted_at)) if report.submitted_at else "",
        hash=report.content_hash,
        previous_hash=report.previous_hash,
        address=address,
        statement=statement.text,
        statement_language=(statement.language or language)[:2],
        emblem=str(dict(Programme.Emblem.choices)[emblem]) if has_emblem else "",
        figures=[said(one, told, place, language) for place, (one, told) in enumerate(figures, 1)],
        texts=_texts(report, language),
        passages=_passages(report),
        words=words(),
    )


def title_of(report: Report) -> str:
    """What kind of report it is, in the active language."""
    if report.period.kind == ReportingPeriod.Kind.FINAL:
        return _("Final report")
    if report.partnership_id:
        return _("Partner's monitoring report")
    return _("Monitoring report")


# --- texts and passages ---------------------------------------------------------------------------
def _texts(report: Report, language: str) -> list[TextSaid]:
    """What is written under each heading; a draft has its empty headings too, and what is asked there."""
    return [_text(*one, report, language) for one in headings_of(report)]


def _text(
    heading: ReportHeading, row: ReportText | None, report: Report, language: str
) -> TextSaid:
    kept = row.heading_words if row and report.is_frozen else ""
    clean = plain(row.text if row else "")
    return TextSaid(
        heading=kept or heading.names.pick(language).text,
        text=clean,
        paragraphs=[part.strip() for part in clean.split("\n\n") if part.strip()],
        limit=heading.limit or 0,
        asks="" if report.is_frozen else heading.help_texts.pick(language).text,
    )


def plain(text: str) -> str:
    """The text without the characters that no XML may hold, its line ends all alike."""
    alike = text.replace("\r\n", "\n").replace("\r", "\n")
    return NEVER.sub("", alike).strip()


def _passages(report: Report) -> list[PassageSaid]:
    told: Iterable[dict[str, Any]] = (
        [row.told for row in report.passages.all()] if report.is_frozen else _told_today(report)
    )
    return [
        PassageSaid(
            heading=plain(str(one.get("heading", ""))),
            paragraphs=[plain(str(part)) for part in one.get("paragraphs", ())],
            caption=plain(str(one.get("caption", ""))),
            headings=[plain(str(part)) for part in one.get("headings", ())],
            rows=[[plain(str(cell)) for cell in row] for row in one.get("rows", ())],
        )
        for one in told
    ]


def _told_today(report: Report) -> Iterator[dict[str, Any]]:
    scope = scope_of_report(report)
    for one in passage.every():
        told = one.told(scope)
        if told is not None:
            yield asdict(told)
