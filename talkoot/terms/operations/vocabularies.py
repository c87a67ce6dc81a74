"""Loading the vocabularies that come with the program."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.terms.models import Area, Programme, ProgrammeDuty, TargetGroup, Topic
from talkoot.terms.operations.catalogues import load_catalogues, take_turns
from talkoot.terms.operations.completing import complete

FOLDER = Path(__file__).parents[1] / "vocabularies"
Written = Mapping[str, Any]
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def load_vocabularies(*, folder: Path = FOLDER) -> dict[str, int]:
    """Adds the areas, themes, target groups, programmes and indicators that are missing.

    They are known by their codes. A row that is there keeps what it says; only what it lacks (a
    language, an empty field) is filled in; of catalogues see `load_catalogues`. Nothing is deleted.
    Returns how many rows of each kind were added. Those who load at the same time take turns.
    Records nothing: the vocabularies are part of the program, not somebody's act.
    """
    take_turns()
    return {
        "areas": _load(_rows(folder / "areas.json"), Area, _area),
        "topics": _load(_rows(folder / "topics.json"), Topic, _plain),
        "target_groups": _load(_rows(folder / "target_groups.json"), TargetGroup, _plain),
        "programmes": _load(_rows(folder / "programmes.json"), Programme, _programme),
        "duties": _load_duties(_rows(folder / "programmes.json")),
        **load_catalogues(folder=folder / "indicators"),
    }


def _rows(path: Path) -> list[Written]:
    rows: list[Written] = json.loads(path.read_text("utf-8"))["rows"]
    return rows


def _load(
    rows: list[Written], model: type[Row], fields_of: Callable[[Written], dict[str, Any]]
) -> int:
    """Adds or completes each row in the order of the file, so that a parent stands before its child."""
    known = {str(vars(row)["code"]): row for row in model._default_manager.all()}
    added = 0
    for written in rows:
        fields = fields_of(written)
        there = known.get(written["code"])
        if there is None:
            model._default_manager.create(code=written["code"], **fields)
            added += 1
        else:
            complete(there, fields)
    return added


def _plain(written: Written) -> dict[str, Any]:
    return {"names": Texts(written["names"])}


def _area(written: Written) -> dict[str, Any]:
    parent = written.get("parent")
    return {
        "kind": written["kind"],
        "names": Texts(written["names"]),
        "parent": Area.objects.get(code=parent) if parent else None,
        "abbreviation": written.get("abbreviation", ""),
        "carries_county_duties": written.get("carries_county_duties", False),
        "column": written.get("column"),
        "row": written.get("row"),
    }


def _programme(written: Written) -> dict[str, Any]:
    period = Period(PartialDate.read(written["starts"]), PartialDate.read(written["ends"]))
    dates = Programme()
    dates.period = period
    return {
        **{
            name: Texts(written[name]) for name in ("names", "short_names", "fund", "statement")
        },
        **{
            name: getattr(dates, name)
            for name in ("starts_on", "starts_precision", "ends_on", "ends_precision")
        },
        **{
            name: written[name] for name in ("emblem", "retention_years", "web_address", "source")
        },
    }  # fmt: skip  # three kinds of fields, a line each


def _load_duties(rows: list[Written]) -> int:
    """The duties of every programme; a duty is known by its programme and code."""
    programmes = {programme.code: programme for programme in Programme.objects.all()}
    known = {(duty.programme_id, duty.code): duty for duty in ProgrammeDuty.objects.all()}
    added = 0
    for written in rows:
        programme = programmes[written["code"]]
        for duty in written["duties"]:
            fields = {
                "names": Texts(duty["names"]),
                "help_texts": Texts(duty["help_texts"]),
                "due": duty["due"],
                "days_after": duty.get("days_after", 0),
            }
            there = known.get((programme.pk, duty["code"]))
            if there is None:
                ProgrammeDuty.objects.create(programme=programme, code=duty["code"], **fields)
                added += 1
            else:
                complete(there, fields)
    return added
