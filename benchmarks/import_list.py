"""Bringing in a list of 10 000 projects from XLSX, beside reading the same file and inserting its names.

The whole way (reading, preview with each row's problems, making drafts with decisions, areas and
history) should stay under 30 seconds. The reference reads the workbook with calamine in the same
process and inserts one bare project a row, in one statement a thousand rows.
"""

import io
import os
import statistics
import time
from typing import Any

from benchmarks import ground

ROWS = 10_000
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
GOAL_SECONDS = 30.0


def content(number: int) -> bytes:
    """A workbook whose codes differ from round to round, so that every row is new."""
    from talkoot.kit.sheets import Sheet, workbook

    headings = ["Hankkeen nimi", "Koodi", "Alkaa", "Päättyy", "Budjetti", "Alue", "Tiivistelmä"]
    rows = [
        [
            f"Esimerkkihanke {number}-{row}",
            f"B{number}-{row}",
            f"{row % 28 + 1}.{row % 12 + 1}.{2007 + row % 15}",
            str(2024 + row % 5),
            f"{row * 37 % 900_000}",
            f"Esimerkkiseutu {row % 20}",
            "Esimerkkihankkeen tiivistelmä, jossa on muutama lause. " * 4,
        ]
        for row in range(ROWS)
    ]
    return workbook([Sheet("Hankkeet", headings, rows)])


def ours(file: bytes, owner: Any, by: Any) -> float:
    """Seconds from the file to the drafts, the preview included."""
    from talkoot.projects.operations import imports
    from talkoot.projects.queries.import_plan import plan

    began = time.perf_counter()
    batch = imports.upload_list(file=io.BytesIO(file), file_name="b.xlsx", owner=owner, by=by)
    assert plan(batch, by=by).counts == {"new": ROWS, "here": 0, "wrong": 0}
    made = imports.bring_in(batch=batch, by=by)
    assert made == {"made": ROWS, "here": 0}
    return time.perf_counter() - began


def reference(file: bytes, owner: Any, number: int) -> float:
    """Seconds for the least that anyone would do with the same file."""
    from python_calamine import CalamineWorkbook

    from talkoot.kit.languages import Texts
    from talkoot.projects.models import Project

    began = time.perf_counter()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    Project.objects.bulk_create(
        [
            Project(slug=f"plain-{number}-{place}", names=Texts(fi=str(row[0])), owner=owner)
            for place, row in enumerate(rows[1:])
        ],
        batch_size=1000,
    )
    return time.perf_counter() - began


def run(facts: dict[str, Any]) -> None:
    from talkoot.kit import setting_up
    from talkoot.projects.tests import factories

    setting_up.bring_up()
    for number in range(20):
        factories.area(f"Esimerkkiseutu {number}")
    owner = factories.organisation()
    by = factories.coordinator(owner)
    times: dict[str, list[float]] = {"ours": [], "reference": []}
    for number in range(ROUNDS):
        file = content(number)
        times["ours"].append(ours(file, owner, by))
        times["reference"].append(reference(file, owner, number))
        print(
            f"round {number + 1}  ours {times['ours'][-1]:6.2f} s   "
            f"reference {times['reference'][-1]:6.2f} s",
            flush=True,
        )
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    first = ground.compared(
        "import_list", ours=middle["ours"], reference=middle["reference"], goal=0
    )
    ground.finish(facts, first | {"goal": GOAL_SECONDS, "holds": middle["ours"] < GOAL_SECONDS})


def main() -> None:
    ground.in_a_database_of_its_own(run)


if __name__ == "__main__":
    main()
