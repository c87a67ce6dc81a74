"""A project's public page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts
from talkoot.projects.models import BudgetLine, FundingDecision, Partnership, Project, Theme
from talkoot.projects.queries.by_address import seen_by
from talkoot.projects.queries.page import (
    Decision,
    Organisation,
    Partner,
    Parts,
    Remark,
    parts_of,
)
from talkoot.projects.views import page_rows as rows
from talkoot.projects.views import words
from talkoot.terms.models import Programme
from talkoot.ui import doors, panels
from talkoot.ui.context import door
from talkoot.ui.pictures import TimelineRow

CATEGORIES: dict[str, Promise | str] = dict(BudgetLine.Category.choices)
COST_MODELS: dict[str, Promise | str] = dict(FundingDecision.CostModel.choices)
THEME_STATES: dict[str, Promise | str] = dict(Theme.State.choices)
EMBLEMS: dict[str, Promise | str] = dict(Programme.Emblem.choices)
THEME_LOOKS = {"under_way": "good", "in_use": "blue", "paused": "warm", "planned": ""}
LONGEST_HEADING = 60
"""A full name that is longer stands below the short one."""
BESIDE = {"period", "funding", "budget", "partners", "goals", "themes", "areas"}
"""The parts of the page that show their remarks beside themselves; all others stand at its end."""


@doors.kept
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that anyone may know of one project."""
    try:
        row = seen_by(request.user, slug)
    except Project.DoesNotExist as missing:
        raise Http404 from missing
    parts = parts_of(row)
    beside, at_the_end = _remarks(parts.remarks)
    projects, organisations = door("projects:list"), door("organisations:list")
    context = {
        "project": row,
        "short": (row.short_names or row.names).pick(),
        "long_name": bool(row.short_names) and len(row.names.pick().text) > LONGEST_HEADING,
        "state": words.STATES.get(row.state()),
        "parts": parts,
        "programme": parts.programme,
        "fund": parts.programme and (parts.programme.short_names or parts.programme.names),
        "statement": row.funding_statement or (parts.programme and parts.programme.statement),
        "emblem": _emblem(parts.programme.emblem) if parts.programme else "",
        "owner_kind": rows.what(parts.owner),
        "administers": _administers(parts),
        # A row's page stands below its list; one address is worked out instead of one for each row.
        "projects_url": projects,
        "goals": rows.items(parts.goals),
        "areas": rows.links(parts.areas, f"{projects}?area="),
        "topics": rows.links(parts.topics, f"{projects}?theme="),
        "target_groups": rows.names(parts.target_groups),
        "organisations_url": organisations,
        "manage_url": _manage_url(request, row),
        "taking_part": _taking_part(parts),
        "partners": rows.partners(_doing(parts), organisations),
        "timeline": _timeline(row, parts),
        "money": _money(parts),
        "funders": [each.organisation for each in parts.partners if _funds(each)],
        "themes": [
            (theme, THEME_STATES.get(theme.state), THEME_LOOKS.get(theme.state, ""))
            for theme in parts.themes
        ],
        "remarks": defaultdict(SafeString, {of: rows.remarks(told) for of, told in beside.items()}),
        "sources": rows.remarks(at_the_end),
        "other_languages": _other_languages(row),
        "panels": panels.drawn("projects.page", request, row),
    }
    return render(request, "projects/page.html", context)


def _administers(parts: Parts) -> Organisation | None:
    """Who coordinates it; whoever keeps its page when no partners are told; else not known."""
    if not parts.partners:
        return parts.owner
    return next((each.organisation for each in parts.partners if each.role == "coordinator"), None)


def _emblem(code: str) -> Promise | str:
    """The words beside the flag; nothing for a programme without an emblem."""
    return "" if code == Programme.Emblem.NONE else EMBLEMS.get(code, "")


def _manage_url(request: HttpRequest, row: Project) -> str:
    """Where the project's own people work on it; empty for everyone else."""
    if not request.user.is_authenticated:
        return ""
    if not Project.objects.followed_by(request.user).filter(pk=row.pk).exists():
        return ""
    return reverse("projects:manage", args=[row.slug])


# --- partners -----------------------------------------------------------------------------------
def _funds(partner: Partner) -> bool:
    return partner.role == Partnership.Role.FUNDER and partner.organisation is not None


def _doing(parts: Parts) -> list[Partner]:
    """Those who do the work; who only pays for it stands with the money."""
    return [each for each in parts.partners if each.role != Partnership.Role.FUNDER]


def _taking_part(parts: Parts) -> int:
    """How many organisations do the work, each once, a group by its size."""
    named = {each.organisation.slug for each in _doing(parts) if each.organisation}
    return len(named) + sum(each.group_size or 0 for each in _doing(parts))


def _timeline(row: Project, parts: Parts) -> list[TimelineRow]:
    """The partners' times as bars; nothing to draw when all are there all the time."""
    if not any(each.periods for each in parts.partners):
        return []
    here = get_language()
    return [
        TimelineRow(
            label=name.text,
            language="" if name.language == here else name.language,
            period=period,
            state="lead" if partner.role == Partnership.Role.COORDINATOR else "",
            note=", ".join(str(part) for part in (rows.ROLES.get(partner.role), reason) if part),
        )
        for partner in _doing(parts)
        for name in [partner.names.pick()]
        for period, reason in partner.periods or [(row.period, "")]
    ]


# --- money --------------------------------------------------------------------------------------
class BudgetRow(NamedTuple):
    """One line of the budget's table; only the first line of each partner has its name."""

    partner: Texts | None
    category: Promise | str
    amount_eur: Decimal


@dataclass(frozen=True)
class Money:
    """The decision in force, its budget, and the versions before it, the newest first."""

    decision: Decision
    cost_model: Promise | str | None
    rows: list[BudgetRow]
    sum_eur: Decimal
    earlier: list[Decision]


def _money(parts: Parts) -> Money | None:
    decision = parts.in_force
    if decision is None:
        return None
    names = {each.pk: each.names for each in parts.partners}
    by_partner: dict[int | None, list[BudgetRow]] = defaultdict(list)
    for line in decision.lines:
        first = line.partnership not in by_partner and line.partnership is not None
        by_partner[line.partnership].append(
            BudgetRow(
                names[line.partnership] if first and line.partnership else None,
                CATEGORIES.get(line.category, line.category),
                line.amount_eur,
            )
        )
    known = decision.cost_model != FundingDecision.CostModel.NOT_KNOWN
    return Money(
        decision=decision,
        cost_model=COST_MODELS.get(decision.cost_model) if known else None,
        rows=[line for lines in by_partner.values() for line in lines],
        sum_eur=sum((line.amount_eur for line in decision.lines), Decimal(0)),
        earlier=list(reversed(parts.earlier)),
    )


# --- sources and languages -----------------------------------------------------------------------
def _remarks(remarks: Iterable[Remark]) -> tuple[dict[str, list[Remark]], list[Remark]]:
    """The remarks by the part of the page they stand beside, and those for its end."""
    beside: dict[str, list[Remark]] = defaultdict(list)
    at_the_end = []
    for remark in remarks:
        if remark.about in BESIDE:
            beside[remark.about].append(remark)
        else:
            at_the_end.append(remark)
    return dict(beside), at_the_end


class InLanguage(NamedTuple):
    """What there is of the project in a language that is not the page's."""

    tag: str
    language: str
    name: str
    summary: str


def _other_languages(row: Project) -> list[InLanguage]:
    """The full name in every other language, and the summary in those the page cannot be read in."""
    here = get_language()
    shown = row.names.pick().language
    found = []
    for tag in dict.fromkeys([*row.names, *row.summaries]):
        name = row.names.get(tag, "") if tag != shown else ""
        summary = row.summaries.get(tag, "") if tag not in PRODUCT_LANGUAGES else ""
        if tag != here and (name or summary):
            found.append(InLanguage(tag, words.language(tag), name, summary))
    return found
