"""The guides say what stands on the screens: every word in bold is on a page."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

GUIDES = sorted((settings.ROOT / "docs/guides").glob("*.md"))


@cache
def screens() -> str:
    """All that templates and code hold, with each run of spaces as one."""
    files = [
        file
        for kind in ("*.html", "*.py")
        for file in (settings.ROOT / "talkoot").rglob(kind)
        if "tests" not in file.parts
    ]
    return " ".join(" ".join(file.read_text().split()) for file in sorted(files))


def in_bold(text: str) -> set[str]:
    words = re.findall(r"\*\*(.+?)\*\*", text, re.S)
    return {" ".join(one.split()).rstrip(".,") for one in words}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_names_what_is_on_the_screen(guide: Path) -> None:
    text = guide.read_text()
    # A step's own heading is bold at the beginning of a line.
    steps = re.sub(r"(?m)^(?:\d+\. |\s*- )\*\*.+?\*\*", "", text)
    missing = sorted(word for word in in_bold(steps) if word not in screens())
    assert missing == []


def test_the_readme_leads_to_them() -> None:
    listed = (settings.ROOT / "docs/guides/README.md").read_text()
    assert [guide.name for guide in GUIDES if f"({guide.name})" not in listed] == ["README.md"]
    assert "docs/guides" in (settings.ROOT / "README.md").read_text()
