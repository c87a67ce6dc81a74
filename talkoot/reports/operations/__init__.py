"""The verbs of reports."""

from talkoot.reports.operations.freezing import (
    freeze,
)
from talkoot.reports.operations.headings import (
    add_heading,
    bring_back_heading,
    edit_heading,
    move_heading,
    retire_heading,
    set_up_headings,
)
from talkoot.reports.operations.indicators import (
    bring_back,
    define,
    edit_indicator,
    move,
    pick,
    retire,
)
from talkoot.reports.operations.inspection import note_visit, open_link, revoke_link
from talkoot.reports.operations.keeping import recount
from talkoot.reports.operations.manual import add_manual_figure, withdraw_manual_figure
from talkoot.reports.operations.periods import (
    edit_period,
    plan_period,
    remove_period,
)
from talkoot.reports.operations.reports import (
    accept,
    answer_returned,
    begin,
    begin_again,
    check,
    return_,
    submit,
    take_back_to_draft,
    throw_away,
    write_text,
)
from talkoot.reports.operations.targets import remove_target, set_target, set_targets
from talkoot.reports.operations.templates import add_template, retire_template

__all__ = [
    "accept",
    "add_heading",
    "add_manual_figure",
    "add_template",
    "answer_returned",
    "begin",
    "begin_again",
    "bring_back",
    "bring_back_heading",
    "check",
    "define",
    "edit_heading",
    "edit_indicator",
    "edit_period",
    "freeze",
    "move",
    "move_heading",
    "note_visit",
    "open_link",
    "pick",
    "plan_period",
    "recount",
    "remove_period",
    "remove_target",
    "retire",
    "retire_heading",
    "retire_template",
    "return_",
    "revoke_link",
    "set_target",
    "set_targets",
    "set_up_headings",
    "submit",
    "take_back_to_draft",
    "throw_away",
    "withdraw_manual_figure",
    "write_text",
]
