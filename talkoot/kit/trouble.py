"""What goes wrong for those who run an installation."""


class Trouble(Exception):
    """The command cannot do what was asked. The message is a sentence: what is wrong, what to do."""


class DatabaseTrouble(Trouble):
    """The embedded server cannot be used."""


def first_line(error: BaseException) -> str:
    """What an error says first; libpq's and mail servers' own words, never a place in code."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
