"""Showing why a thing was found: the words that answered are marked."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from talkoot.search.find import holds, parts_of

LETTERS = 240
BEFORE = 60


def marked(text: str, words: list[str]) -> SafeString:
    """The text with each word that answers to one of `words` in `<mark>`."""
    parts = [part for word in words for part in parts_of(word)]
    shown = SafeString("")
    for piece in re.split(r"(\w+)", text):
        if piece and any(holds(piece.lower(), part) for part in parts):
            shown += format_html("<mark>{}</mark>", piece)
        else:
            shown += conditional_escape(piece)
    return shown


def excerpt(text: str, words: list[str]) -> SafeString:
    """About 240 letters of the text, from a little before the first word that answers."""
    parts = [part for word in words for part in parts_of(word)]
    first = next(
        (
            found.start()
            for found in re.finditer(r"\w+", text)
            if any(holds(found.group().lower(), part) for part in parts)
        ),
        0,
    )
    start = 0 if first < LETTERS - BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    end = len(text) if len(text) - start <= LETTERS else text.rfind(" ", start, start + LETTERS)
    cut = text[start:end] if end > start else text[start : start + LETTERS]
    before = "… " if start else ""
    after = " …" if start + len(cut) < len(text) else ""
    return format_html("{}{}{}", before, marked(cut, words), after)
