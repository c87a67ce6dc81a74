"""The portfolio as sheets: numbers as numbers, dates as dates, and how exactly each date is known."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from talkoot.kit.periods import Precision
from talkoot.kit.sheets import Sheet
from talkoot.kit.sheets.write import Cell
from talkoot.projects.models import Project
from talkoot.projects.queries.portfolio import Money, in_force
from talkoot.projects.views import words


def sheets_of(projects: list[Project], money: Money, today: date) -> list[Sheet]:
    """A sheet of projects and a sheet of money by programme and year."""
    return [
        Sheet(
            _("Projects"),
            [
                _("Name"),
                _("Code"),
                _("Administered by"),
                _("Kind"),
                _("State"),
                _("Starts"),
                _("Start is known to the"),
                _("Ends"),
                _("End is known to the"),
                _("Programme"),
                _("Funding"),
                _("Decision in force"),
                _("Total budget, €"),
                _("Granted, €"),
                _("Published"),
                _("Address"),
            ],
            (_project(row, today) for row in projects),
            (44, 14, 32, 18, 14, 12, 12, 12, 12, 30, 20, 18, 16, 16, 12, 26),
        ),
        Sheet(
            pgettext("a sheet's name", "Money"),
            [_("Programme"), _("Year"), _("Money, €")],
            _money(money),
            (44, 14, 18),
        ),
    ]


def _project(row: Project, today: date) -> list[Cell]:
    decision, state = in_force(row), words.STATES.get(row.state(today))
    return [
        str(row.names),
        row.code,
        str(row.owner),
        str(row.get_kind_display()),
        str(state[0]) if state else "",
        row.starts_on,
        str(Precision(row.starts_precision).label) if row.starts_on else "",
        row.ends_on,
        str(Precision(row.ends_precision).label) if row.ends_on else "",
        str(row.programme or ""),
        str(row.get_funding_display()),
        decision.number if decision else "",
        decision.total_eur if decision else None,
        decision.granted_eur if decision else None,
        _("yes") if row.is_published else _("no"),
        row.slug,
    ]


def _money(money: Money) -> Iterator[list[Cell]]:
    """A row for each programme and year; money of years that are not known has no year."""
    for line in money.programmes:
        name = str(line.names) if line.names else _("No programme")
        for year, amount in sorted(line.years.items()):
            yield [name, year, amount]
        if line.undated_eur:
            yield [name, None, line.undated_eur]
