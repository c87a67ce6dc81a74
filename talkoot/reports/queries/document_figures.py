"""A figure of a report in words and written numbers, in the active language."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from talkoot.kit.languages import Texts
from talkoot.measures.measure import in_unit
from talkoot.reports.models import ReportFigure
from talkoot.reports.queries.corrections import why_words
from talkoot.reports.queries.frozen import Told

MINUS = "−"


@dataclass(frozen=True)
class FigureSaid:
    """One figure in words and written numbers; empty where there is nothing to say. The plain numbers
    are as a form takes them: digits and a comma at most."""

    number: int
    code: str
    name: str
    unit: str
    baseline: str
    target: str
    period: str
    corrections: str
    cumulative: str
    share: str
    how: str
    meaning: str
    mark: str
    version: str
    decision: str
    hash: str
    because: list[str]
    parts: list[str]
    period_plain: str = ""
    cumulative_plain: str = ""


def said(figure: ReportFigure, told: list[Told], number: int, language: str) -> FigureSaid:
    """A figure in the active language."""
    cumulative = amount(figure, figure.cumulative_amount)
    return FigureSaid(
        number=number,
        code=figure.code,
        name=frozen_words(figure, "name", language),
        unit=frozen_words(figure, "unit", language),
        baseline=written(figure.baseline),
        target=written(figure.target),
        period=_("not reported") if figure.is_missing else _shown(figure, figure.period_amount),
        corrections=_signed(figure, figure.corrected_amount),
        cumulative=_shown(figure, figure.cumulative_amount),
        share=_share(cumulative, figure.target),
        how=frozen_words(figure, "how", language),
        meaning=frozen_words(figure, "meaning", language),
        mark=mark_of(figure),
        version=str(figure.definition_version),
        decision=figure.target_decision.number if figure.target_decision else "",
        hash=figure.content_hash,
        because=_because(figure, told),
        parts=_parts(figure, language),
        period_plain="" if figure.is_missing else _plain(figure, figure.period_amount),
        cumulative_plain=_plain(figure, figure.cumulative_amount),
    )


def _plain(figure: ReportFigure, whole: int) -> str:
    value = Decimal(amount(figure, whole))
    places = 0 if value == value.to_integral_value() else 2
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=False).replace(
        "\N{NO-BREAK SPACE}", ""
    )


def _share(value: int | Decimal, target: Decimal | None) -> str:
    """In whole per cents, never rounded up to a hundred."""
    return _("%(number)s %%") % {"number": int(value * 100 / target)} if target else ""


def _signed(figure: ReportFigure, whole: int) -> str:
    if not whole:
        return ""
    return f"{MINUS if whole < 0 else '+'}{written(amount(figure, abs(whole)))}"


def _because(figure: ReportFigure, told: list[Told]) -> list[str]:
    """What the corrections come from: how much for each reason."""
    found: dict[str, int] = {}
    for one in told:
        found[one.why] = found.get(one.why, 0) + one.after - one.before
    return [
        f"{_signed(figure, whole) or '±0'}: {why_words(figure, why)}"
        for why, whole in found.items()
    ]


def _parts(figure: ReportFigure, language: str) -> list[str]:
    """A line for each way to part the cumulative value."""
    splits = figure.words.get("splits") or {}
    lines = []
    for by, parts in (figure.parts or {}).items():
        named = splits.get(by) or {}
        called = named.get("parts") or {}
        shown = [
            f"{Texts(called.get(str(part)) or {}).pick(language).text or part or '–'} "
            f"{written(amount(figure, cumulative))}"
            for part, _period, cumulative in parts
            if cumulative
        ]
        if len(shown) > 1:
            name = Texts(named.get("name") or {}).pick(language).text or by
            lines.append(f"{name[:1].upper()}{name[1:]}: {', '.join(shown)}")
    return lines


def frozen_words(figure: ReportFigure, what: str, language: str) -> str:
    """A text of the figure as it was frozen, in the language or the nearest there is."""
    return Texts(figure.words.get(what) or {}).pick(language).text


def amount(figure: ReportFigure, whole: int) -> int | Decimal:
    """An amount of the figure in its unit."""
    return in_unit(whole, figure.per)


def _shown(figure: ReportFigure, whole: int) -> str:
    number = written(amount(figure, whole))
    return _("about {number}").format(number=number) if figure.is_estimate else number


def written(number: Decimal | int | None) -> str:
    """A number as the active language writes it, without needless decimals; empty for None."""
    if number is None:
        return ""
    value = Decimal(number)
    places = 0 if value == value.to_integral_value() else 2
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def mark_of(figure: ReportFigure) -> str:
    """That it was written by hand or is an estimate; empty for what was counted from rows."""
    if figure.is_by_hand and figure.is_estimate:
        return _("written by hand, an estimate")
    if figure.is_by_hand:
        return _("written by hand")
    return _("an estimate") if figure.is_estimate else ""
