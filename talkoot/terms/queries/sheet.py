"""A catalogue's indicators as a sheet: its columns, its rows, and what is wrong in a sheet sent in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.kit.sheets import Cell, Table
from talkoot.terms.models import (
    CountUnit,
    Indicator,
    IndicatorCatalogue,
    UniqueScope,
    normalised_code,
)

LONGEST_CODE = Indicator._meta.get_field("code").max_length or 0
YES, NO = ("yes", "x", "1", "true"), ("", "no", "0", "false")
CHOICES = {
    "kind": Indicator.Kind.values,
    "count_unit": CountUnit.values,
    "unique_scope": UniqueScope.values,
}
MARKS = {
    "all_or_nothing": gettext_lazy("yes, if a part of one never counts"),
    "is_sensitive": gettext_lazy("yes, if it tells something sensitive about a person"),
    "counted_elsewhere": gettext_lazy("yes, if the official figure comes from another register"),
    "is_longer_term": gettext_lazy("yes, if it is seen only after the end; results only"),
    "is_name_confirmed": gettext_lazy(
        "yes, if the code and the name were read together in a source"
    ),
}
TEXTS = {
    "names": gettext_lazy("the name; at least one language"),
    "measurement_unit": gettext_lazy("the unit in words; at least one language"),
    "rule": gettext_lazy("a rule of counting, if there is one"),
    "source": gettext_lazy("where it was read, if not where the whole catalogue was"),
}
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Column:
    """A column by its heading, and in words what may stand in it."""

    heading: str
    help: str | Promise


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row of the file, by the row's number there; 0 is the sheet as a whole."""

    number: int
    sentence: str


@dataclass(frozen=True)
class Sent:
    """The sheet that was sent: its rows as a file of the program tells them, and its faults."""

    rows: list[dict[str, Any]]
    faults: list[Fault]


def columns() -> list[Column]:
    """All columns in their order. The headings are the same in every language."""
    return [
        Column("code", gettext_lazy("the indicator's code, such as RCO81")),
        *(Column(name, ", ".join(values)) for name, values in CHOICES.items()),
        *(Column(f"{name}_{tag}", words) for name, words in TEXTS.items() for tag in LANGUAGES),
        *(Column(name, words) for name, words in MARKS.items()),
        Column("depends_on", gettext_lazy("the code of the indicator that this never exceeds")),
    ]


def rows_of(catalogue: IndicatorCatalogue) -> Iterator[list[Cell]]:
    """The catalogue's indicators, cell by cell in the order of the columns."""
    for row in catalogue.indicators.select_related("depends_on").order_by("position", "code"):
        yield [
            row.code,
            *(getattr(row, name) for name in CHOICES),
            *(getattr(row, name).get(tag, "") for name in TEXTS for tag in LANGUAGES),
            *("yes" if getattr(row, name) else "" for name in MARKS),
            row.depends_on.code if row.depends_on else "",
        ]


def read(table: Table) -> Sent:
    """The sheet's rows; columns that are not ours are left alone."""
    places = {heading.strip().lower(): place for place, heading in enumerate(table.headings)}
    lacking = [name for name in ("code", *CHOICES) if name not in places]
    if lacking:
        said = _("These columns are missing: %(names)s.") % {"names": ", ".join(lacking)}
        return Sent([], [Fault(0, said)])
    codes = [normalised_code(cells[places["code"]]) for cells in table.rows]
    rows, faults = [], []
    for number, code, cells in zip(table.numbers, codes, table.rows, strict=True):
        row = _row(code, {name: cells[place] for name, place in places.items()})
        rows.append(row)
        faults += [Fault(number, sentence) for sentence in _wrong(row, codes)]
    return Sent([_told(row) for row in rows], faults)


def _row(code: str, cells: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": code,
        **{name: cells.get(name, "").lower() for name in (*CHOICES, *MARKS)},
        **{name: {tag: cells.get(f"{name}_{tag}", "") for tag in LANGUAGES} for name in TEXTS},
        "depends_on": normalised_code(cells.get("depends_on", "")),
    }


def _wrong(row: dict[str, Any], codes: list[str]) -> Iterator[str]:
    """Sentences of what is wrong in a row."""
    code = row["code"]
    if not code:
        yield _("The code is missing.")
    elif len(code) > LONGEST_CODE:
        yield _("The code is longer than %(most)d letters.") % {"most": LONGEST_CODE}
    elif codes.count(code) > 1:
        yield _("The code %(code)s stands in the file more than once.") % {"code": code}
    for name, values in CHOICES.items():
        if row[name] not in values:
            yield _("In %(column)s stands “%(written)s”; it may be: %(values)s.") % {
                "column": name,
                "written": row[name],
                "values": ", ".join(values),
            }
    for name in MARKS:
        if row[name] not in (*YES, *NO):
            yield _("In %(column)s stands “%(written)s”; it may be yes or empty.") % {
                "column": name,
                "written": row[name],
            }
    if not any(row["names"].values()):
        yield _("The name is missing.")
    if not any(row["measurement_unit"].values()):
        yield _("The unit is missing.")
    if row["is_longer_term"] in YES and row["kind"] == "output":
        yield _("Only a result can be longer-term.")
    if row["depends_on"] == code and code:
        yield _("It cannot depend on itself.")
    elif row["depends_on"] and row["depends_on"] not in codes:
        yield _("It depends on %(code)s, which is not in the file.") % {"code": row["depends_on"]}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{name: row[name] in YES for name in MARKS}}
