"""A template and what it is filled with, given to a process apart that has little time and memory.

A template is a program of its own kind. Its expressions reach only the data that is given (Jinja's
sandbox), and one made to exhaust the machine ends its own process and nothing else.
"""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from talkoot.kit.files import NotAZip, zip_members
from talkoot.kit.word import refusals

LARGEST_MB = 5
UNPACKED_MB = 60
SECONDS = 25
UNSAFE, BROKEN, UNREADABLE, MACROS, OUTSIDE = 3, 4, 5, 6, 7
_FILLER = "from talkoot.kit.word.apart import main; main()"


def filled(template: bytes, data: Mapping[str, Any]) -> bytes:
    """The document: the template with the data in its fields. A field that there is not is left empty.

    Raises a `WordRefused` that says why not.
    """
    return _asked("fill", template, data)


def unknown_fields(template: bytes, sample: Mapping[str, Any]) -> list[str]:
    """The names in the template that `sample`, where every field has a value and every list a row,
    does not have. Raises a `WordRefused` where the file cannot be a template at all."""
    found: list[str] = json.loads(_asked("check", template, sample))
    return found


def _asked(task: str, template: bytes, data: Mapping[str, Any]) -> bytes:
    _refuse_what_is_no_document(template)
    said = json.dumps({"task": task, "data": data}, ensure_ascii=False).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {_FILLER}"],
            input=len(said).to_bytes(8, "big") + said + template,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise refusals.WordTakesTooLong() from slow
    if done.returncode == 0:
        return done.stdout
    if done.returncode == UNREADABLE:
        where = done.stdout.decode(errors="replace").strip()
        raise refusals.WordFieldUnreadable(where=f"“{where}”" if where else "")
    refused = {
        UNSAFE: refusals.WordUnsafe,
        BROKEN: refusals.WordRefused,
        MACROS: refusals.WordHasMacros,
        OUTSIDE: refusals.WordReachesOut,
    }
    # Anything else: the process was ended by its own limits.
    raise refused.get(done.returncode, refusals.WordTakesTooLong)()


def _refuse_what_is_no_document(template: bytes) -> None:
    if len(template) > LARGEST_MB * 1024 * 1024:
        raise refusals.WordTooLarge(megabytes=LARGEST_MB)
    try:
        members = zip_members(io.BytesIO(template))
    except NotAZip as fault:
        raise refusals.WordRefused() from fault
    if sum(member.file_size for member in members) > UNPACKED_MB * 1024 * 1024:
        raise refusals.WordTooLarge(megabytes=LARGEST_MB)
    names = {member.filename for member in members}
    if any(member.flag_bits & 0x1 for member in members) or "word/document.xml" not in names:
        raise refusals.WordRefused()
