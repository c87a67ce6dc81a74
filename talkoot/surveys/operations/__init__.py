"""The verbs of feedback: asking, answering, mixing and making results."""

from talkoot.surveys.operations.answering import (
    answer,
    find_by_address,
    find_invitation,
    find_unnamed,
)
from talkoot.surveys.operations.core import load_core
from talkoot.surveys.operations.mixing import mix, mix_everything
from talkoot.surveys.operations.releasing import release

__all__ = [
    "answer",
    "find_by_address",
    "find_invitation",
    "find_unnamed",
    "load_core",
    "mix",
    "mix_everything",
    "release",
]
