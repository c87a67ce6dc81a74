"""What to look at before a report is frozen: what must be mended, and what is only good to know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.measures.measure import in_unit
from talkoot.reports.models import Report, ReportHeading, ReportingPeriod, ReportText
from talkoot.reports.queries.drawing_up import Drawn, Followed


@dataclass(frozen=True)
class Check:
    """One sentence; `blocks` when the report cannot be frozen before it is mended."""

    sentence: str
    blocks: bool = False


def headings_of(report: Report) -> list[tuple[ReportHeading, ReportText | None]]:
    """The headings of the report in order, each with its text: those in use, and those retired under
    which something was written. Of a frozen report, those that were frozen."""
    texts = {row.heading_id: row for row in report.texts.select_related("heading")}
    if report.is_frozen:
        return [(row.heading, row) for row in texts.values()]
    headings = report.period.project.report_headings.all()
    return [
        (heading, texts.get(heading.pk))
        for heading in headings
        if heading.retired_at is None or (heading.pk in texts and texts[heading.pk].text)
    ]


def checks(report: Report, drawn: Sequence[Drawn], known: Followed) -> list[Check]:
    """Everything that freezing looks at, what blocks first."""
    found = [
        *_of_figures(drawn),
        *_of_indicators(known),
        *_of_texts(report),
        *_of_time(report),
    ]
    return sorted(found, key=lambda one: not one.blocks)


def _of_figures(drawn: Sequence[Drawn]) -> Iterator[Check]:
    if not drawn:
        yield Check(_("No figure enters the report: the project follows no indicator that may."))
    by_indicator = {one.indicator.indicator_id: one for one in drawn if one.indicator.indicator_id}
    for one in drawn:
        figure, name = one.figure, str(one.indicator)
        if figure.is_missing:
            yield Check(
                _(
                    "{name}: nothing has been written by hand for the period. That is not zero: "
                    "write nought if it is nought."
                ).format(name=name)
            )
        if figure.is_by_hand:
            yield from _proofs(one, name)
        whole = figure.all_or_nothing and figure.cumulative_amount % figure.per
        if whole:
            yield Check(
                _("{name} is all or nothing, so its value must be a whole number.").format(
                    name=name
                ),
                blocks=True,
            )
        catalogued = one.indicator.indicator
        limit_id = catalogued.depends_on_id if catalogued else None
        source = by_indicator.get(limit_id) if limit_id else None
        if catalogued and source is not None:
            value = in_unit(figure.cumulative_amount, figure.per)
            limit = in_unit(source.figure.cumulative_amount, source.figure.per)
            if value > limit:
                yield Check(
                    _(
                        "{name} is {value}, which is more than {source}, on which it depends: {limit}."
                    ).format(name=name, value=value, source=str(source.indicator), limit=limit),
                    blocks=True,
                )


def _proofs(one: Drawn, name: str) -> Iterator[Check]:
    rows = one.indicator.manual_figures.live().filter(pk__in=one.figure.row_ids)
    lost = [
        row for row in rows if not row.proof or not row.proof.storage.exists(str(row.proof.name))
    ]
    if lost:
        yield Check(
            ngettext(
                "{name}: the proof of {count} figure written by hand is not there any more.",
                "{name}: the proofs of {count} figures written by hand are not there any more.",
                len(lost),
            ).format(name=name, count=len(lost)),
            blocks=True,
        )


def _of_indicators(known: Followed) -> Iterator[Check]:
    for row in known.kept_out:
        yield Check(
            _(
                "{name} does not enter the report, because the funder's decision has a closed list without it."
            ).format(name=row)
        )
    for row in known.uncounted:
        yield Check(
            _(
                "{name}: nothing in this installation counts it any more. Choose how it is "
                "counted, or retire it."
            ).format(name=row),
            blocks=True,
        )


def _of_texts(report: Report) -> Iterator[Check]:
    rows = headings_of(report)
    if not rows:
        yield Check(_("The project has no headings for reports yet."))
    empty = [str(heading) for heading, row in rows if row is None or not row.text]
    if empty:
        yield Check(
            ngettext(
                "Nothing has been written under {count} heading: {names}.",
                "Nothing has been written under {count} headings: {names}.",
                len(empty),
            ).format(count=len(empty), names=", ".join(empty))
        )
    for heading, row in rows:
        if row is not None and heading.limit is not None and len(row.text) > heading.limit:
            yield Check(
                _("“{heading}” has {count} characters, and {most} fit.").format(
                    heading=heading, count=len(row.text), most=heading.limit
                ),
                blocks=True,
            )


def _of_time(report: Report) -> Iterator[Check]:
    period = report.period
    if period.last_on >= timezone.localdate():
        yield Check(
            _("The period has not ended yet: what happens after the freezing becomes a correction.")
        )
    if period.kind == ReportingPeriod.Kind.FINAL:
        return
    earlier = Report.objects.newest().filter(
        period__project=period.project_id,
        period__kind=period.kind,
        period__last_on__lt=period.first_on,
        partnership=report.partnership_id,
    )
    if earlier.filter(frozen_at=None).exists():
        yield Check(_("The report of an earlier period has not been frozen."))
    if earlier.filter(state=Report.State.RETURNED).exists():
        yield Check(_("The report of an earlier period was returned and has not been answered."))


def blocking(found: Iterable[Check]) -> list[str]:
    """What must be mended, in sentences."""
    return [one.sentence for one in found if one.blocks]
