"""What no line of a log tells: addresses that let in whoever has them."""

import logging
import re

_beginnings: set[str] = set()
_secret = re.compile("(?!)")  # matches nothing


def hide_after(*beginnings: str) -> None:
    """From now on, whoever writes to whatever log, … stands for what follows these in an address:
    `hide_after("/invitations/")`."""
    global _secret
    _beginnings.update(beginnings)
    _secret = re.compile(rf"({'|'.join(map(re.escape, sorted(_beginnings)))})[^\s\"'<>]+")
    # Not a filter: a handler that somebody adds would be without it.
    logging.setLogRecordFactory(Record)


def hidden(text: str) -> str:
    """The text without what lets anybody in."""
    return _secret.sub(r"\1…", text)


class Record(logging.LogRecord):
    """A line that hides; so does the trace of an error below it."""

    def getMessage(self) -> str:  # noqa: N802  # logging names it
        return hidden(super().getMessage())

    @property
    def exc_text(self) -> str | None:
        return self._exc_text

    @exc_text.setter
    def exc_text(self, text: str | None) -> None:
        self._exc_text = text and hidden(text)
