"""A made file is saved under its name, and kept by nobody on the way."""

from talkoot.kit.files import FileKind
from talkoot.ui.downloads import download


def test_a_file_has_its_kind_and_name_and_is_not_kept() -> None:
    answer = download(b"x", FileKind.XLSX, "verkosto-2026")
    assert dict(answer.headers) == {
        "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Content-Disposition": 'attachment; filename="verkosto-2026.xlsx"',
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }


def test_a_name_may_be_in_any_language() -> None:
    answer = download(b"x", FileKind.PDF, "nätverk")
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''n%C3%A4tverk.pdf"
