"""Documents are made whatever stands in the names and words of people."""

from pathlib import Path

import pytest
import typst

from talkoot.ui import documents

SOURCE = """#let said = json(bytes(sys.inputs.data))
#set document(title: "Esimerkki")
#set text(font: "Talkoot Sans")
#for line in said.lines [#line.text #parbreak()]
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "example.typ"
    file.write_text(SOURCE)
    return file


def test_names_in_other_scripts_are_written_out(source: Path) -> None:
    names = ["Ščerbová", "Пётр", "Αλέξης", "Nguyễn", "نادية", "1 ≥ 0 → ✓"]
    assert documents.pdf(source, {"lines": [{"text": name} for name in names]})[:5] == b"%PDF-"


@pytest.mark.parametrize("text", ["😀👍🏽 漢字", "a\x01b\x7f\ufffe", "👩‍👩‍👧 1️⃣ 🇫🇮"])
def test_a_letter_that_no_font_has_keeps_no_document_from_being_made(
    source: Path, text: str
) -> None:
    made = documents.pdf(source, {"lines": [{"text": text}, {"text": "1"}]})
    assert made[:5] == b"%PDF-"


def test_a_fault_of_the_document_itself_is_not_hidden(source: Path) -> None:
    with pytest.raises(typst.TypstError):
        documents.pdf(source, {"lines": [{"no_text": "x"}]})
