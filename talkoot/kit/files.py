"""Files that people send: what they are by their content, and how they are recognised again."""

import hashlib
import re
import zipfile
from enum import Enum
from typing import Any


class FileKind(Enum):
    """A kind of file, by the ending that its name should have."""

    PDF = "pdf"
    PNG = "png"
    JPG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"
    ZIP = "zip"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.TXT: "text/plain; charset=utf-8",
    FileKind.ZIP: "application/zip",
}
_BEGINNINGS = {
    b"%PDF-": FileKind.PDF,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPG,
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OFFICE = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}


def kind_of(file: Any) -> FileKind | None:
    """The kind by what the file holds, whatever its name says; None for every other kind, and for a
    ZIP that is no document.

    Reads the first kilobytes, or the list of names in a ZIP without unpacking it; a document that
    carries macros is of no kind. Leaves the file at its beginning.
    """
    file.seek(0)
    start = file.read(8192)
    try:
        for beginning, kind in _BEGINNINGS.items():
            if start.startswith(beginning):
                return kind
        if start.startswith(b"PK\x03\x04"):
            return _office_kind(file)
        return FileKind.TXT if _is_text(file) else None
    finally:
        file.seek(0)


def _office_kind(file: Any) -> FileKind | None:
    try:
        names = {member.filename for member in zip_members(file)}
    except NotAZip:
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for name, kind in _OFFICE.items() if name in names), None)


class NotAZip(Exception):
    """The file is no ZIP, or one that cannot be read."""


def zip_members(file: Any) -> list[zipfile.ZipInfo]:
    """What is in a ZIP by its list of contents; nothing is unpacked. Raises `NotAZip`."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    # A name may be no UTF-8 (ValueError), and the ZIP of a later version than Python knows.
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise NotAZip from fault


def _is_text(file: Any) -> bool:
    """Whether all of it is UTF-8 with something in it and no control characters but line ends."""
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not _CONTROLS.search(text)


def sha256_of(file: Any) -> str:
    """The digest of the whole file in hexadecimal. Leaves the file at its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(65536), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
