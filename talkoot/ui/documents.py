"""Documents as PDF/UA-1: a Typst file of ours, filled with data that is never read as Typst."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
MOST_ROUNDS = 5
NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def pdf(source: Path, data: Mapping[str, Any]) -> bytes:
    """The document of `source`, which reads `json(bytes(sys.inputs.data))`. Only files beside it can
    be read by it, and nothing is fetched.

    What no font of ours can show (an emoji, a script from further off) is shown as �: PDF/UA allows
    no empty boxes, and one such letter in a name must not keep the document from being made.
    """
    written = dict(data)
    for _round in range(MOST_ROUNDS):
        try:
            return _pdf(source, written)
        except typst.TypstError as fault:
            strange = set(_strange(fault))
            if not strange:
                raise
            written = _without(written, str.maketrans(dict.fromkeys(strange, "�")))
    return _pdf(source, written)


def _pdf(source: Path, data: Mapping[str, Any]) -> bytes:
    made = typst.compile(
        source,
        root=source.parent,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


def _strange(fault: typst.TypstError) -> Iterable[str]:
    """The letters that Typst says it has no font for."""
    for quoted in NOT_SHOWN.findall(fault.diagnostic):
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted)
        yield from (letter for letter in text if letter < " " or letter > "~")


def _without(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {name: _without(one, table) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(one, table) for one in value]
    return value


def png(source: Path, data: Mapping[str, Any], *, dots_per_inch: int = 144) -> bytes:
    """The first page of the same document as a picture."""
    made: Any = typst.compile(
        source,
        root=source.parent,
        font_paths=_fonts(),
        format="png",
        ppi=dots_per_inch,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    first = made[0] if isinstance(made, list) else made
    assert isinstance(first, bytes)
    return first
