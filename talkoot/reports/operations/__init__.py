"""The verbs of reports."""

from talkoot.reports.operations.indicators import (
    bring_back,
    define,
    edit_indicator,
    move,
    pick,
    retire,
)
from talkoot.reports.operations.manual import add_manual_figure, withdraw_manual_figure
from talkoot.reports.operations.targets import remove_target, set_target, set_targets

__all__ = [
    "add_manual_figure",
    "bring_back",
    "define",
    "edit_indicator",
    "move",
    "pick",
    "remove_target",
    "retire",
    "set_target",
    "set_targets",
    "withdraw_manual_figure",
]
