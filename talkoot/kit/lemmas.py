"""The basic forms of words, looked up in a process of its own: the lists take four hundred megabytes, which
no process that serves pages should keep."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence

LANGUAGES = ("fi", "sv", "en")
SECONDS = 120
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_APART = "from talkoot.kit.lemmas import main; main()"


def lemmas_of(texts: Sequence[tuple[str, str]]) -> list[list[str]]:
    """For each (language, text) the basic forms of its words in small letters, each once, in the order
    of the text. A word that the lists do not know, or of another language, stands as it was written.

    Takes some seconds, for the lists are read first: for the worker. Raises
    `subprocess.SubprocessError` when the process fails.
    """
    if not texts:
        return []
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {_APART}"],
        input=json.dumps(texts),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=True,
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


def main() -> None:
    """What runs apart: texts on standard input, their basic forms on standard output."""
    from simplemma import lemmatize

    found = []
    for language, text in json.load(sys.stdin):
        words = (one.lower() for one in _WORD.findall(text))
        known = language in LANGUAGES
        found.append(
            list(dict.fromkeys(lemmatize(one, language) if known else one for one in words))
        )
    json.dump(found, sys.stdout)
