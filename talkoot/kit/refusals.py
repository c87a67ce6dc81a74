"""How an operation says no: a sentence for the person and what to do next."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise
"""Plain text, or a lazy translation that is read in the visitor's language."""


class Refused(Exception):
    """An operation's no. A subclass is named after the state that refuses (`ProjectArchived`).

    `sentence` says what is wrong, `next_step` what the person can do about it; both are whole
    sentences. Keyword arguments fill `{named}` places in them. `field` names the form field the
    refusal belongs to, if any.
    """

    sentence: ClassVar[Sentence] = _("This cannot be done now.")
    next_step: ClassVar[Sentence] = ""
    field: ClassVar[str] = ""

    def __init__(self, **words: object) -> None:
        super().__init__(type(self).__name__)
        self.words = words

    def said(self) -> tuple[str, str]:
        """The sentence and the next step, which may be empty, in the active language."""
        return str(self.sentence).format(**self.words), str(self.next_step).format(**self.words)

    def __str__(self) -> str:
        return " ".join(part for part in self.said() if part)


@contextmanager
def refused_by(constraints: Mapping[str, type[Refused]]) -> Iterator[None]:
    """Turns the breach of a named database constraint into its refusal; others pass through.

    Opens a savepoint, so the surrounding transaction stays usable after a refusal.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as breach:
        diagnostics = getattr(breach.__cause__, "diag", None)
        name = getattr(diagnostics, "constraint_name", None)
        if name is not None and name in constraints:
            raise constraints[name]() from breach
        raise
