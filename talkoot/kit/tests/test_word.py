"""Templates that people send: filled with text that stays text, and harmless however they are made."""

import io
import zipfile
from collections.abc import Sequence

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from talkoot.kit.tests.test_files import changed
from talkoot.kit.word import WordRefused, filled, refusals, unknown_fields

DATA = {"title": "Raportti", "figures": [{"name": "Osallistumiset", "value": "12"}]}


def template(*paragraphs: str, header: str = "") -> bytes:
    made = Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def text_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def with_files(content: bytes, **files: str) -> bytes:
    """The document with more files in it, `__` standing for a slash and `_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, text in files.items():
            new.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def test_fields_and_repetitions_are_filled_and_text_stays_text() -> None:
    content = template(
        "{{ title }}", "{%p for one in figures %}", "{{ one.name }}: {{ one.value }}", "{%p endfor %}"
    )  # fmt: skip  # one document
    hostile = {
        "title": "A < B & {{ figures }} <w:p/>",
        "figures": [{"name": "{% for x in y %}", "value": "=1+1"}],
    }
    assert text_of(filled(content, DATA)) == ["Raportti", "Osallistumiset: 12"]
    assert text_of(filled(content, hostile)) == [
        "A < B & {{ figures }} <w:p/>",
        "{% for x in y %}: =1+1",
    ]


def test_unknown_fields_are_named_wherever_they_stand() -> None:
    content = template(
        "{{ titel }}",
        "{%p for one in figures %}",
        "{{ one.nmae }}",
        "{%p endfor %}",
        "{%p if not title %}",
        "{{ subtitle }}",
        "{%p endif %}",
        header="{{ heading }}",
    )
    assert unknown_fields(content, DATA) == ["titel", "nmae", "heading", "subtitle"]
    assert unknown_fields(template("{{ title }}"), DATA) == []
    assert text_of(filled(template("a{{ nothing.at.all }}b"), DATA)) == ["ab"]


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__.__base__.__subclasses__() }}",
        "{{ title|attr('__class__') }}",
        "{{ ('{0.__class__}').format(title) }}",
        "{% for x in figures.__class__.__mro__ %}{{ x }}{% endfor %}",
        "{{ figures.append(title) }}",
        "{{ self.__init__.__globals__ }}",
    ],
)
def test_an_expression_that_reaches_further_is_refused(expression: str) -> None:
    with pytest.raises(WordRefused) as refused:
        filled(template(expression), DATA)
    assert type(refused.value) in (refusals.WordUnsafe, refusals.WordFieldUnreadable)


def test_an_expression_made_to_exhaust_the_machine_ends_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("talkoot.kit.word.fill.SECONDS", 1)
    for expression in ("{{ 'a' * 10**10 }}", "{{ 9**(9**9) }}"):
        with pytest.raises(refusals.WordTakesTooLong):
            filled(template(expression), DATA)
    with pytest.raises(WordRefused):
        filled(template("{{ range(10) }}"), DATA)


def test_a_field_that_is_not_written_right_is_told_with_where_it_is() -> None:
    with pytest.raises(refusals.WordFieldUnreadable) as refused:
        filled(template("Ennen", "{{ title", "Tavoite {% for %}"), DATA)
    assert "{% for %}" in str(refused.value)


def test_what_is_no_document_or_holds_more_than_words_is_refused() -> None:
    plain = template("{{ title }}")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" Type="http://x/{type}" Target="https://x.example/a"'
        ' TargetMode="External"/></Relationships>'
    )
    linked = with_files(plain, word___rels__settings_xml_rels="")
    outside = rels.replace("{type}", "attachedTemplate")
    link = rels.replace("{type}", "hyperlink")
    wrong = {
        b"Not a document": refusals.WordRefused,
        with_files(b"PK\x05\x06" + b"\0" * 18, a_txt="x"): refusals.WordRefused,
        with_files(plain, word__vbaProject_bin="x"): refusals.WordHasMacros,
        with_files(plain, word__embeddings__a_bin="x"): refusals.WordHasMacros,
        with_files(plain, word___rels__more_xml_rels=outside): refusals.WordReachesOut,
        linked: refusals.WordRefused,
        b"x" * (6 * 1024 * 1024): refusals.WordTooLarge,
    }
    for content, kind in wrong.items():
        with pytest.raises(WordRefused) as refused:
            filled(content, DATA)
        assert type(refused.value) is kind
    allowed = with_files(plain, word___rels__more_xml_rels=link)
    assert text_of(filled(allowed, DATA)) == ["Raportti"]


def test_a_file_that_unpacks_to_far_too_much_is_not_unpacked() -> None:
    out = io.BytesIO(template("{{ title }}"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/a.xml", b"0" * (61 * 1024 * 1024))
    with pytest.raises(refusals.WordTooLarge):
        filled(out.getvalue(), DATA)


def with_fields(*fields: Sequence[str]) -> bytes:
    """A document with these fields one after another, each in its pieces as Word cuts them."""
    document = Document()
    run = document.add_paragraph().add_run()
    for pieces in fields:
        begins = OxmlElement("w:fldChar")
        begins.set(qn("w:fldCharType"), "begin")
        run._r.append(begins)
        for piece in pieces:
            told = OxmlElement("w:instrText")
            told.text = piece
            run._r.append(told)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "fields",
    [
        [[' INCLUDETEXT "https://x.example/a.docx" ']],
        [["INCLUDE", 'PICTURE "https://x.example/a.png"']],
        [["PAGE"], ["DDEAUTO c:\\a.exe"]],
    ],
)
def test_a_field_that_fetches_when_the_document_is_opened_is_refused(
    fields: list[list[str]],
) -> None:
    with pytest.raises(refusals.WordReachesOut):
        filled(with_fields(*fields), DATA)


def test_a_field_is_looked_for_whatever_the_part_is_called() -> None:
    plain = template("{{ title }}", header="x")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"header1.xml", b"header1.png")
            new.writestr(name.replace("header1.xml", "header1.png"), content)
    with pytest.raises(WordRefused) as refused:
        filled(out.getvalue(), DATA)
    assert type(refused.value) is refusals.WordRefused


def test_a_broken_file_is_said_to_be_no_document() -> None:
    plain = template("{{ title }}")
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        begins = package.getinfo("word/document.xml").header_offset
    content_at = begins + 30 + len("word/document.xml")
    spoilt = plain[:content_at] + b"\xff" * 200 + plain[content_at + 200 :]
    unknown = changed(plain, b"word/document.xml", -36, 99)  # a compression that there is not
    for broken in (spoilt, unknown):
        with pytest.raises(WordRefused) as refused:
            filled(broken, DATA)
        assert type(refused.value) is refusals.WordRefused
