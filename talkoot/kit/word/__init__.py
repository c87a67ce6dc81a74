"""Word files from templates that people send: tried, and filled with text that stays text."""

from talkoot.kit.word.fill import LARGEST_MB, filled, unknown_fields
from talkoot.kit.word.refusals import WordRefused

__all__ = ["LARGEST_MB", "WordRefused", "filled", "unknown_fields"]
