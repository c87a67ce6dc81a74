"""Documents as PDF/UA-1: a Typst file of ours, filled with data that is never read as Typst."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def pdf(source: Path, data: Mapping[str, Any]) -> bytes:
    """The document of `source`, which reads `json(bytes(sys.inputs.data))`. Only files beside it can
    be read by it, and nothing is fetched."""
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
