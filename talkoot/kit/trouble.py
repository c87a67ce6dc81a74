"""What goes wrong for those who run an installation."""

import os
import sys
import traceback
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured


class Trouble(Exception):
    """The command cannot do what was asked. The message is a sentence: what is wrong, what to do."""


class DatabaseTrouble(Trouble):
    """The embedded server cannot be used."""


def first_line(error: BaseException) -> str:
    """What an error says first; libpq's and mail servers' own words, never a place in code."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def sentenced(work: Callable[[], int]) -> int:
    """Does the work; what goes wrong is a sentence on standard error, and the code is not 0."""
    try:
        return work()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("TALKOOT_TRACE"):
            traceback.print_exc()
        print(_sentence(error), file=sys.stderr)
        return 1


def _sentence(error: Exception) -> str:
    if isinstance(error, Trouble | ImproperlyConfigured):
        return str(error)
    # Imported here: who only watches other programs never needs them.
    from django.core.management import CommandError
    from django.db import Error

    if isinstance(error, CommandError):
        return str(error)
    if isinstance(error, Error):
        return f"The database does not do what was asked: {first_line(error)}"
    return (
        f"Something went wrong that nobody foresaw: {type(error).__name__}: {first_line(error)}\n"
        "Set TALKOOT_TRACE=1 and try again to see where."
    )
