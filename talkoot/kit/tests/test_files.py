"""Files are known by what they hold."""

import io
import zipfile

import pytest

from talkoot.kit.files import FileKind, kind_of, sha256_of


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


def changed(content: bytes, after: bytes, by: int, byte: int) -> bytes:
    """The content with one byte changed, counted from where `after` stands last."""
    at = content.rindex(after) + by
    return content[:at] + bytes([byte]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n...", FileKind.PNG),
        (b"\xff\xd8\xff\xe0...", FileKind.JPG),
        (zipped("word/document.xml"), FileKind.DOCX),
        (zipped("xl/workbook.xml"), FileKind.XLSX),
        ("Pöytäkirja\r\n1. Avaus\tklo 9".encode(), FileKind.TXT),
        (zipped("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (zipped("readme.txt"), None),
        (b"PK\x03\x04 broken", None),
        (changed(zipped("xl/workbook.xml"), b"PK\x01\x02", 6, 255), None),  # a later version
        (changed(zipped("xl/wörkbook.xml"), "ö".encode(), 0, 255), None),  # a name that is no UTF-8
        (b"MZ\x90\x00 program", None),
        (b"\xe4\xf6 not UTF-8", None),
        (b"", None),
        (b"  \n", None),
    ],
)
def test_the_kind_is_read_from_the_content(content: bytes, kind: FileKind | None) -> None:
    file = io.BytesIO(content)
    assert kind_of(file) is kind
    assert file.tell() == 0


def test_the_digest_is_of_the_whole_file() -> None:
    file = io.BytesIO(b"abc")
    file.seek(2)
    assert sha256_of(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file.tell() == 0
