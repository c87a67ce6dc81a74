"""Everything that a project's public page tells, asked for in one question."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from talkoot.kit import prepared
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.projects.models import Project


@dataclass(frozen=True)
class Named:
    """A thing that is told by its name, with the address of its page if it has one."""

    names: Texts
    slug: str = ""


@dataclass(frozen=True)
class Organisation:
    """What the page tells of an organisation."""

    names: Texts
    slug: str
    kind: str
    business_id: str
    country: str
    postal_address: str
    web_address: str


@dataclass(frozen=True)
class Partner:
    """An organisation, or a group of `group_size` that no source names. No own periods means the
    whole of the project's.
    """

    pk: int
    role: str
    organisation: Organisation | None
    group_names: Texts
    group_size: int | None
    task: Texts
    periods: list[tuple[Period, str]]

    @property
    def names(self) -> Texts:
        return self.organisation.names if self.organisation else self.group_names


@dataclass(frozen=True)
class BudgetLine:
    """What one partner, or all together, may spend in one category."""

    partnership: int | None
    category: str
    amount_eur: Decimal


@dataclass(frozen=True)
class Decision:
    """One version of the funder's decision."""

    number: str
    decided_on: date | None
    period: Period
    cost_model: str
    total_eur: Decimal | None
    granted_eur: Decimal | None
    closed_indicators: list[str]
    note: str
    source: str
    in_force: bool
    lines: list[BudgetLine]


@dataclass(frozen=True)
class Programme:
    """The programme and the publicity that it requires."""

    names: Texts
    short_names: Texts
    fund: Texts
    statement: Texts
    emblem: str
    web_address: str


@dataclass(frozen=True)
class Theme:
    """One large matter under way."""

    names: Texts
    descriptions: Texts
    state: str
    owner: Named | None


@dataclass(frozen=True)
class Recognition:
    """A prize, a selection or a mention."""

    names: Texts
    given_by: Texts
    period: Period
    web_address: str


@dataclass(frozen=True)
class Remark:
    """Where a fact comes from, or that sources differ."""

    about: str
    texts: Texts
    source: str
    is_uncertain: bool


@dataclass(frozen=True)
class Parts:
    """What hangs on the project; each list in the order in which it is shown."""

    owner: Organisation
    programme: Programme | None
    partners: list[Partner]
    decisions: list[Decision]
    goals: list[Texts]
    themes: list[Theme]
    areas: list[Named]
    topics: list[Named]
    target_groups: list[Named]
    recognitions: list[Recognition]
    remarks: list[Remark]
    follows: Named | None
    followed_by: list[Named]

    @property
    def in_force(self) -> Decision | None:
        """The last link of the chain of decisions."""
        return next((decision for decision in self.decisions if decision.in_force), None)

    @property
    def earlier(self) -> list[Decision]:
        return [decision for decision in self.decisions if not decision.in_force]


# One question in the database's own words: thirteen questions through the models cost ten times as
# much, and this is the page that is opened most. Nothing that a visitor wrote is in it.
_PERIOD = "json_build_array(x.starts_on, x.starts_precision, x.ends_on, x.ends_precision)"
_TERM = "json_build_object('names', t.names, 'slug', t.code)"
_ORGANISATION = """json_build_object('names', o.names, 'slug', o.slug, 'kind', o.kind,
    'business_id', o.business_id, 'country', o.country, 'postal_address', o.postal_address,
    'web_address', o.web_address)"""


QUESTION = f"""
SELECT json_build_object(
  'owner', {_ORGANISATION},
  'programme', (SELECT json_build_object('names', x.names, 'short_names', x.short_names,
      'fund', x.fund, 'statement', x.statement, 'emblem', x.emblem, 'web_address', x.web_address)
    FROM terms_programme x WHERE x.id = p.programme_id),
  'partners', (SELECT coalesce(json_agg(json_build_object('pk', x.id, 'role', x.role,
      'organisation', CASE WHEN o.id IS NOT NULL THEN {_ORGANISATION} END,
      'group_names', x.group_names, 'group_size', x.group_size, 'task', x.task,
      'periods', (SELECT coalesce(json_agg(json_build_array({_PERIOD}, x.reason)
          ORDER BY x.starts_on, x.id), '[]')
        FROM projects_partnerperiod x WHERE x.partnership_id = part.id))
      ORDER BY x.role <> 'coordinator', x.role = 'funder', x.position, x.id), '[]')
    FROM projects_partnership x JOIN projects_partnership part ON part.id = x.id
    LEFT JOIN organisations_organisation o ON o.id = x.organisation_id
    WHERE x.project_id = p.id),
  'decisions', (SELECT coalesce(json_agg(json_build_object('number', x.number,
      'decided_on', x.decided_on, 'period', {_PERIOD}, 'cost_model', x.cost_model,
      'total_eur', x.total_eur, 'granted_eur', x.granted_eur,
      'closed_indicators', x.closed_indicators, 'note', x.note, 'source', x.source,
      'in_force', NOT EXISTS (SELECT 1 FROM projects_fundingdecision later
        WHERE later.supersedes_id = x.id),
      'lines', (SELECT coalesce(json_agg(json_build_array(
          line.partnership_id, line.category, line.amount_eur) ORDER BY part.position, line.category), '[]')
        FROM projects_budgetline line
        LEFT JOIN projects_partnership part ON part.id = line.partnership_id
        WHERE line.decision_id = x.id)) ORDER BY x.decided_on, x.id), '[]')
    FROM projects_fundingdecision x WHERE x.project_id = p.id),
  'goals', (SELECT coalesce(json_agg(x.texts ORDER BY x.position, x.id), '[]')
    FROM projects_goal x WHERE x.project_id = p.id),
  'themes', (SELECT coalesce(json_agg(json_build_object('names', x.names, 'descriptions', x.descriptions,
      'state', x.state, 'owner', CASE WHEN o.id IS NOT NULL
        THEN json_build_object('names', o.names, 'slug', o.slug) END) ORDER BY x.position, x.id), '[]')
    FROM projects_theme x LEFT JOIN organisations_organisation o ON o.id = x.owner_id
    WHERE x.project_id = p.id),
  'areas', (SELECT coalesce(json_agg({_TERM} ORDER BY x.id), '[]')
    FROM projects_project_areas x JOIN terms_area t ON t.id = x.area_id
    WHERE x.project_id = p.id),
  'topics', (SELECT coalesce(json_agg({_TERM} ORDER BY x.id), '[]')
    FROM projects_project_topics x JOIN terms_topic t ON t.id = x.topic_id
    WHERE x.project_id = p.id),
  'target_groups', (SELECT coalesce(json_agg({_TERM} ORDER BY x.id), '[]')
    FROM projects_project_target_groups x JOIN terms_targetgroup t ON t.id = x.targetgroup_id
    WHERE x.project_id = p.id),
  'recognitions', (SELECT coalesce(json_agg(json_build_object('names', x.names, 'given_by', x.given_by,
      'period', {_PERIOD}, 'web_address', x.web_address) ORDER BY x.starts_on DESC, x.id), '[]')
    FROM projects_recognition x WHERE x.project_id = p.id),
  'remarks', (SELECT coalesce(json_agg(json_build_object('about', x.about, 'texts', x.texts,
      'source', x.source, 'is_uncertain', x.is_uncertain) ORDER BY x.id), '[]')
    FROM projects_remark x WHERE x.project_id = p.id),
  'follows', (SELECT json_build_object('names', x.names, 'slug', x.slug) FROM projects_project x
    WHERE x.id = p.follows_id AND x.published_at IS NOT NULL AND x.deleted_at IS NULL),
  'followed_by', (SELECT coalesce(json_agg(json_build_object('names', x.names, 'slug', x.slug)
      ORDER BY x.starts_on, x.id), '[]') FROM projects_project x
    WHERE x.follows_id = p.id AND x.published_at IS NOT NULL AND x.deleted_at IS NULL)
)::text
FROM projects_project p JOIN organisations_organisation o ON o.id = p.owner_id WHERE p.id = %s
"""  # noqa: S608  # put together from the constants above alone


def parts_of(project: Project) -> Parts:
    """All that the project's page shows beside its own columns. One query."""
    with prepared.cursor() as cursor:
        cursor.execute(QUESTION, [project.pk])
        row = cursor.fetchone()
    if row is None:
        raise Project.DoesNotExist(project.pk)
    # Amounts are read as decimals; through floats a cent could be lost.
    found: dict[str, Any] = json.loads(row[0], parse_float=Decimal)
    return Parts(
        owner=_organisation(found["owner"]),
        programme=_programme(found["programme"]),
        partners=[_partner(each) for each in found["partners"]],
        decisions=[_decision(each) for each in found["decisions"]],
        goals=[Texts(each) for each in found["goals"]],
        themes=[_theme(each) for each in found["themes"]],
        areas=[_named(each) for each in found["areas"]],
        topics=[_named(each) for each in found["topics"]],
        target_groups=[_named(each) for each in found["target_groups"]],
        recognitions=[_recognition(each) for each in found["recognitions"]],
        remarks=[Remark(**{**each, "texts": Texts(each["texts"])}) for each in found["remarks"]],
        follows=_named(found["follows"]) if found["follows"] else None,
        followed_by=[_named(each) for each in found["followed_by"]],
    )


def _named(read: dict[str, Any]) -> Named:
    return Named(Texts(read["names"]), read["slug"])


def _organisation(read: dict[str, Any]) -> Organisation:
    return Organisation(**{**read, "names": Texts(read["names"])})


def _programme(read: dict[str, Any] | None) -> Programme | None:
    if read is None:
        return None
    texts = {name: Texts(read[name]) for name in ("names", "short_names", "fund", "statement")}
    return Programme(**{**read, **texts})


def _partner(read: dict[str, Any]) -> Partner:
    read["organisation"] = _organisation(read["organisation"]) if read["organisation"] else None
    read["group_names"], read["task"] = Texts(read["group_names"]), Texts(read["task"])
    read["periods"] = [(_period(dates), reason) for dates, reason in read["periods"]]
    return Partner(**read)


def _decision(read: dict[str, Any]) -> Decision:
    read["decided_on"], read["period"] = _date(read["decided_on"]), _period(read["period"])
    read["lines"] = [BudgetLine(*line) for line in read["lines"]]
    return Decision(**read)


def _theme(read: dict[str, Any]) -> Theme:
    read["names"], read["descriptions"] = Texts(read["names"]), Texts(read["descriptions"])
    read["owner"] = _named(read["owner"]) if read["owner"] else None
    return Theme(**read)


def _recognition(read: dict[str, Any]) -> Recognition:
    read["names"], read["given_by"] = Texts(read["names"]), Texts(read["given_by"])
    read["period"] = _period(read["period"])
    return Recognition(**read)


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _period(read: list[str | None]) -> Period:
    starts_on, starts_precision, ends_on, ends_precision = read
    starts, ends = _date(starts_on), _date(ends_on)
    return Period(
        PartialDate(starts, Precision(starts_precision or Precision.DAY)) if starts else None,
        PartialDate(ends, Precision(ends_precision or Precision.DAY)) if ends else None,
    )
