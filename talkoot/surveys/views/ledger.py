"""The ledger of a project's feedback: as a page, and as a workbook."""

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import floatformat
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.events.models import Event
from talkoot.kit import sheets
from talkoot.kit.files import FileKind
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.measures.measure import Scope
from talkoot.measures.passage import Told
from talkoot.projects.models import Project
from talkoot.surveys.measures.told import told_from
from talkoot.surveys.models import Item, OpenText
from talkoot.surveys.queries.by_itself import may_set_rule, rule_of
from talkoot.surveys.queries.ledger import Ledger, Means, ledger_of
from talkoot.surveys.queries.own_questions import OwnQuestions, own_questions_of
from talkoot.surveys.queries.results import ItemResult
from talkoot.surveys.queries.texts import released_in, shown_of_project, themes_of
from talkoot.surveys.views.results import Shown, shown
from talkoot.ui.downloads import download
from talkoot.ui.pictures import BarRow, percent

A_PAGE = 25


class Column(NamedTuple):
    """One quarter in a small picture: where it stands, how high it is (0–100 %), and what it says."""

    x: str
    width: str
    y: str
    height: str
    words: str


class Multiple(NamedTuple):
    """One question over time: the mean of each quarter, and all of it in words."""

    item: Item
    columns: list[Column]
    words: str


@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """All of a project's feedback after events, from the sum of everything down to each event."""
    project = _followed(request, slug)
    found = ledger_of(project)
    page = Paginator(found.lines[::-1], A_PAGE).get_page(request.GET.get("page"))
    events = [line.wave.event_id for line in page.object_list if line.wave.event_id]
    run = Event.objects.run_by(request.user).filter(pk__in=events).values_list("pk", flat=True)
    own = own_questions_of(found, Scope((project.pk,)))
    words: dict[str, Any] = {
        "project": project,
        "ledger": found,
        "rule": rule_of(project),
        "may_set": may_set_rule(request.user, project),
        "items": shown(found.items),
        "own": [(one, _shown_own(one)) for one in own if one.are_answered],
        "page_obj": page,
        "run": set(run),
        "multiples": _multiples(found) if len(found.quarters) > 1 else [],
        "passages": _passages(found),
        "themes": [BarRow(str(one.names), number) for one, number in themes_of(project)],
        "texts": shown_of_project(project) if found.answers else [],
        **_to_check(request, project),
    }
    return render(request, "surveys/ledger/page.html", words)


@require_safe
def workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The ledger as an XLSX file: all answers, own questions too, the quarters, and the events."""
    project = _followed(request, slug)
    found = ledger_of(project)
    own = own_questions_of(found, Scope((project.pk,)))
    made = sheets.workbook(_sheets(found, own))
    name = f"{_('feedback')}-{project.slug}-{timezone.localdate():%Y-%m-%d}"
    return download(made, FileKind.XLSX, name)


def _to_check(request: HttpRequest, project: Project) -> dict[str, int]:
    """How many texts there are for the visitor to check, and how many wait for it."""
    if not Project.objects.run_by(request.user).filter(pk=project.pk).exists():
        return {"written": 0, "unchecked": 0}
    waits = Count("pk", filter=Q(state=OpenText.State.NEW))
    counted: dict[str, int] = released_in(project).aggregate(written=Count("pk"), unchecked=waits)
    return counted


def _followed(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(Project.objects.followed_by(request.user), slug=slug)


def _passages(found: Ledger) -> list[tuple[str, Told]]:
    """The ready paragraph and table in each language of the product."""
    told = []
    for language in PRODUCT_LANGUAGES:
        with translation.override(language):
            passage = told_from(found)
        if passage is not None:
            told.append((language, passage))
    return told


def _multiples(found: Ledger) -> list[Multiple]:
    made = []
    step = 1 / len(found.quarters)
    for place, item in enumerate(found.scales):
        columns, said = [], []
        for number, quarter in enumerate(found.quarters):
            mean = quarter.means[place][1]
            if mean is None:
                continue
            height = max((mean - item.low) / (item.high - item.low), 0.02)
            words = f"{quarter.number}/{quarter.first.year}: {floatformat(mean, 1)}"
            said.append(words)
            columns.append(
                Column(
                    percent((number + 0.1) * step),
                    percent(0.8 * step),
                    percent(1 - height),
                    percent(height),
                    words,
                )
            )
        if columns:
            made.append(Multiple(item, columns, "; ".join(said)))
    return made


def _shown_own(own: OwnQuestions) -> list[tuple[Shown, int]]:
    results = shown(one.result for one in own.items)
    return [(one, of.asked) for one, of in zip(results, own.items, strict=True)]


def _sheets(found: Ledger, own: list[OwnQuestions]) -> list[sheets.Sheet]:
    headings = [str(item.words) for item in found.scales]
    results = [("", one) for one in found.items]
    results += [(str(of.form), one.result) for of in own for one in of.items]
    return [
        sheets.Sheet(
            _("All answers"),
            [
                _("Question"), _("Wording"), _("Chosen answer"), _("Number"), _("Answered"), _("Mean"),
                _("Own questions"),
            ],
            (
                [
                    str(one.item.words), one.item.wording, label, count,
                    one.answered, _rounded(one.mean), form,
                ]
                for form, one in results
                for label, count in _lines(one)
                if one.answered
            ),
            (60, 10, 36, 10, 12, 10, 36),
        ),
        sheets.Sheet(
            _("By quarter"),
            [_("Quarter begins"), _("Answers"), *headings],
            ([one.first, one.answers, *_cells(one.means)] for one in found.quarters),
            (16, 10, *[16] * len(headings)),
        ),
        sheets.Sheet(
            _("By event"),
            [_("Event"), _("When"), _("Asked"), _("Answered"), _("Answers shown"), *headings],
            (
                [
                    str(one.wave), one.wave.counted_on, one.asked, one.answered, one.shown,  # type: ignore[attr-defined]  # annotated by waves_of
                    *_cells(one.means),
                ]
                for one in found.lines
            ),
            (60, 14, 10, 10, 10, *[16] * len(headings)),
        ),
    ]  # fmt: skip  # a sheet reads as one


def _lines(one: ItemResult) -> list[tuple[str, int | None]]:
    """The answers that could be chosen; of a number, of which only the mean is kept, one empty line."""
    return [(point.label, point.count) for point in one.points] or [("", None)]


def _cells(means: Means) -> list[float | None]:
    return [_rounded(mean) for _item, mean in means]


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 2)
