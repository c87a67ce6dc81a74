"""The verbs of feedback: asking, answering, mixing and making results."""

from talkoot.surveys.operations.answering import (
    answer,
    find_by_address,
    find_invitation,
    find_unnamed,
)
from talkoot.surveys.operations.core import load_core
from talkoot.surveys.operations.inviting import ask_due, ask_next
from talkoot.surveys.operations.lemmas import find_lemmas
from talkoot.surveys.operations.loading import Given, load_answers
from talkoot.surveys.operations.mixing import mix, mix_everything
from talkoot.surveys.operations.releasing import release
from talkoot.surveys.operations.waves import (
    close,
    close_due,
    edit,
    open_due,
    open_for_event,
    set_rule,
    settle,
)

__all__ = [
    "Given",
    "answer",
    "ask_due",
    "ask_next",
    "close",
    "close_due",
    "edit",
    "find_by_address",
    "find_invitation",
    "find_lemmas",
    "find_unnamed",
    "load_answers",
    "load_core",
    "mix",
    "mix_everything",
    "open_due",
    "open_for_event",
    "release",
    "set_rule",
    "settle",
]
