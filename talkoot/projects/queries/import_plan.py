"""What a brought-in list would do: each row new, already here, or wrong and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import ImportBatch, Project
from talkoot.projects.queries.import_columns import BY_CODE
from talkoot.terms.models import Area, Programme, Topic

LONGEST = {"name": 300, "short_name": 80, "code": 40, "summary": 5000, "aims": 5000}
MOST_EUR = Decimal("9999999999.99")
FUNDING_WORDS = {
    Project.Funding.KNOWN: ("known", "tiedossa", "on", "kyllä", "känd", "ja", "yes"),
    Project.Funding.NONE: (
        "none",
        "ei",
        "ei ole",
        "ei rahoitusta",
        "ei ulkopuolista rahoitusta",
        "ingen",
        "no",
    ),
    Project.Funding.NOT_KNOWN: (
        "not known",
        "unknown",
        "ei tiedossa",
        "ei tietoa",
        "okänd",
        "inte känd",
    ),
}


@dataclass
class PlannedRow:
    """One row of the file: its number there, what was understood, and what is wrong, in sentences."""

    number: int
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    here: Project | None = None

    @property
    def state(self) -> str:
        """`wrong`, `here` (a project like this exists and stays as it is) or `new`."""
        if self.problems:
            return "wrong"
        return "here" if self.here else "new"


@dataclass(frozen=True)
class Plan:
    """All rows in the file's order."""

    rows: list[PlannedRow]

    def of(self, state: str) -> list[PlannedRow]:
        return [row for row in self.rows if row.state == state]

    @property
    def counts(self) -> dict[str, int]:
        return {state: len(self.of(state)) for state in ("new", "here", "wrong")}


class Names:
    """Rows of a vocabulary by any of their names, in any language, whatever the letters' case."""

    def __init__(self, rows: Iterable[Any], *columns: str) -> None:
        self.by_name: dict[str, Any] = {}
        for row in rows:
            for column in columns:
                said = getattr(row, column)
                for name in said.values() if isinstance(said, Texts) else [said]:
                    if name:
                        self.by_name.setdefault(name.strip().casefold(), row)

    def get(self, name: str) -> Any | None:
        return self.by_name.get(name.strip().casefold())


def plan(batch: ImportBatch, *, by: Person) -> Plan:
    """Reads the batch by its chosen columns. Asks the database the same few questions for any length."""
    reader = _Reader(batch, by)
    rows = [reader.read(number, cells) for number, cells in batch.rows]
    _mark_doubles(rows)
    _find_those_here(rows)
    return Plan(rows)


class _Reader:
    """Turns the cells of a row into values, and what cannot be understood into sentences."""

    def __init__(self, batch: ImportBatch, by: Person) -> None:
        self.columns: dict[str, int] = batch.columns.get("places", {})
        self.language: str = batch.columns.get("language", "fi")
        self.owner = batch.owner
        owners = Organisation.objects.coordinated_by(by)
        self.owners = Names(owners, "names", "short_name", "business_id")
        self.programmes = Names(Programme.objects.all(), "names", "short_names", "code")
        self.areas = Names(Area.objects.all(), "names", "code")
        self.topics = Names(Topic.objects.all(), "names", "code")
        self.funding = {word: code for code, words in FUNDING_WORDS.items() for word in words}

    def read(self, number: int, cells: list[str]) -> PlannedRow:
        said = {code: cells[place] for code, place in self.columns.items() if place < len(cells)}
        row = PlannedRow(number, said.get("name", ""))
        for code, longest in LONGEST.items():
            if len(said.get(code, "")) > longest:
                row.problems.append(
                    _("“%(column)s” is longer than %(longest)d letters.")
                    % {"column": _label(code), "longest": longest}
                )
        if not row.name:
            row.problems.append(_("The full name is missing."))
        row.values = {
            "names": Texts({self.language: row.name}),
            "short_names": Texts({self.language: said.get("short_name", "")}),
            "summaries": Texts({self.language: said.get("summary", "")}),
            "aims": Texts({self.language: said.get("aims", "")}),
            "code": said.get("code", ""),
            "owner": self._owner(said.get("owner", ""), row),
            "period": self._period(said.get("starts", ""), said.get("ends", ""), row),
            "areas": self._listed(said.get("areas", ""), self.areas, _("area"), row),
            "topics": self._listed(said.get("topics", ""), self.topics, _("theme"), row),
            "total_eur": self._euros(said.get("total_eur", ""), "total_eur", row),
            "granted_eur": self._euros(said.get("granted_eur", ""), "granted_eur", row),
            "web_address": self._web_address(said.get("web_address", ""), row),
            "contact_email": self._email(said.get("contact_email", ""), row),
            **self._funding(said.get("programme", ""), said.get("funding", ""), row),
        }
        return row

    def _owner(self, said: str, row: PlannedRow) -> Organisation:
        if not said:
            return self.owner
        found: Organisation | None = self.owners.get(said)
        if found is None:
            row.problems.append(
                _("“%(said)s” is not an organisation that you coordinate.") % {"said": said}
            )
        return found or self.owner

    def _period(self, starts: str, ends: str, row: PlannedRow) -> Period:
        period = Period(self._date(starts, "starts", row), self._date(ends, "ends", row))
        if period.first and period.until and period.until <= period.first:
            row.problems.append(_("It ends before it starts."))
        return period

    def _date(self, said: str, code: str, row: PlannedRow) -> PartialDate | None:
        if not said:
            return None
        try:
            return PartialDate.read(said.split(" ")[0] if re.match(r"\d{4}-", said) else said)
        except ValueError:
            row.problems.append(
                _("“%(column)s” is “%(said)s”. Write it as 2.3.2020, 3/2020 or 2020.")
                % {"column": _label(code), "said": said}
            )
            return None

    def _listed(self, said: str, names: Names, what: str, row: PlannedRow) -> list[Any]:
        found = []
        for name in filter(None, (part.strip() for part in said.split(";"))):
            match = names.get(name)
            if match is None:
                row.problems.append(
                    _("There is no %(what)s “%(name)s” here.") % {"what": what, "name": name}
                )
            elif match not in found:
                found.append(match)
        return found

    def _euros(self, said: str, code: str, row: PlannedRow) -> Decimal | None:
        plain = re.sub(r"[\s\u00a0\u202f€]|EUR$", "", said)
        if not plain:
            return None
        if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", plain):
            plain = plain.replace(".", "")
        try:
            amount = Decimal(plain.replace(",", ".")).quantize(Decimal("0.01"))
        except InvalidOperation:
            amount = None
        if amount is None or not 0 <= amount <= MOST_EUR:
            row.problems.append(
                _(
                    "“%(column)s” is “%(said)s”. Write an amount of euros, such as 293323 or 1 234,50."
                )
                % {"column": _label(code), "said": said}
            )
            return None
        return amount

    def _web_address(self, said: str, row: PlannedRow) -> str:
        if not said:
            return ""
        address = said if "://" in said else f"https://{said}"
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            row.problems.append(_("“%(said)s” is not a web address.") % {"said": said})
        return address

    def _email(self, said: str, row: PlannedRow) -> str:
        try:
            if said:
                EmailValidator()(said)
        except ValidationError:
            row.problems.append(_("“%(said)s” is not an e-mail address.") % {"said": said})
        return said

    def _funding(self, programme: str, funding: str, row: PlannedRow) -> dict[str, Any]:
        found: Programme | None = self.programmes.get(programme) if programme else None
        if programme and found is None:
            row.problems.append(
                _("There is no %(what)s “%(name)s” here.")
                % {"what": _("programme"), "name": programme}
            )
        known = self.funding.get(funding.strip().casefold()) if funding else None
        if funding and known is None:
            row.problems.append(
                _("“%(said)s” is not a word for funding. Write known, none or not known.")
                % {"said": funding}
            )
        if found and known not in (None, Project.Funding.KNOWN):
            row.problems.append(
                _("The row has a programme, yet says that its funding is not known.")
            )
        if found:
            known = Project.Funding.KNOWN
        return {"programme": found, "funding": known or Project.Funding.NOT_KNOWN}


def _label(code: str) -> str:
    return str(BY_CODE[code].label)


def _identity(name: str, owner_id: int, starts: object) -> tuple[str, int, str]:
    return (name.strip().casefold(), owner_id, str(starts or ""))


def _mark_doubles(rows: list[PlannedRow]) -> None:
    """The second of two rows that are the same project is wrong, and says where the first stands."""
    codes: dict[str, int] = {}
    identities: dict[tuple[str, int, str], int] = {}
    for row in rows:
        code = row.values["code"]
        identity = _identity(row.name, row.values["owner"].pk, row.values["period"].first)
        first = codes.get(code) if code else identities.get(identity)
        if first is not None and row.name:
            row.problems.append(_("The same project stands on row %(number)d.") % {"number": first})
        codes.setdefault(code, row.number)
        if not code:
            identities.setdefault(identity, row.number)


def _find_those_here(rows: list[PlannedRow]) -> None:
    """A row is already here when a project has its code, or, without one, its name, owner and start."""
    live = Project.objects.live().select_related("owner")
    by_code = {
        project.code: project
        for project in live.filter(code__in=[r.values["code"] for r in rows if r.values["code"]])
    }
    owners = {row.values["owner"].pk for row in rows}
    by_identity = {
        _identity(name, project.owner_id, project.starts_on): project
        for project in live.filter(owner__in=owners)
        for name in project.names.values()
    }
    for row in rows:
        if row.values["code"]:
            row.here = by_code.get(row.values["code"])
        else:
            row.here = by_identity.get(
                _identity(row.name, row.values["owner"].pk, row.values["period"].first)
            )
