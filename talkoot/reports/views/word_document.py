"""The report as a Word file: the ready template, which an organisation may change in Word, and its filling."""

import io
from functools import cache

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell

from talkoot.kit.word import filled
from talkoot.reports.queries.document import DocumentSaid

BLUE = RGBColor(0x0B, 0x2F, 0x6B)
COLUMNS = (
    ("indicator", "{{ figure.code }} {{ figure.name }}\n{{ figure.unit }} {{ figure.mark }}", 6.2),
    ("target", "{{ figure.target }}", 2.0),
    ("in_period", "{{ figure.period }}", 2.1),
    ("corrections", "{{ figure.corrections }}", 2.6),
    ("cumulative", "{{ figure.cumulative }}", 2.1),
    ("share", "{{ figure.share }}", 1.8),
)
FACTS = (
    "project_code", "organisation", "partner", "programme", "decision", "state", "version", "frozen",
    "submitted",
)  # fmt: skip  # the list reads as one
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def word_of(document: DocumentSaid, template: bytes | None = None) -> bytes:
    """The document by the organisation's own template, or by the ready one. Raises a `WordRefused`."""
    return filled(template or ready_template(document.language), document.as_data())


@cache
def ready_template(language: str) -> bytes:
    """The template that everybody has: headings, tables with heading rows, and the language set."""
    made = Document()
    _looks(made, language)
    for paragraph, style in (
        ("{%p if is_draft %}", None),
        ("{{ words.draft }}. {{ words.draft_means }}", "Intense Quote"),
        ("{%p endif %}", None),
        ("{{ project }}", "Subtitle"),
        ("{{ title }}", "Title"),
        ("{{ period }}", None),
    ):
        made.add_paragraph(paragraph, style)
    for fact in FACTS:
        made.add_paragraph(f"{{%p if {fact} %}}")
        made.add_paragraph(f"{{{{ words.{fact} }}}}: {{{{ {fact} }}}}", "List Bullet")
        made.add_paragraph("{%p endif %}")
    made.add_paragraph("{{ emblem }} {{ statement }}")
    made.add_heading("{{ words.figures }}", 1)
    _figures(made)
    _repeated(
        made, "text in texts", "{{ text.heading }}", "paragraph in text.paragraphs", before="texts"
    )
    _repeated(
        made, "passage in passages", "{{ passage.heading }}", "paragraph in passage.paragraphs",
        rows=True,
    )  # fmt: skip  # one call
    made.add_heading("{{ words.how_counted }}", 1)
    made.add_paragraph("{%p for figure in figures %}")
    made.add_heading("{{ figure.code }} {{ figure.name }}", 2)
    made.add_paragraph("{{ figure.meaning }}")
    made.add_paragraph("{{ figure.how }}")
    made.add_paragraph("{%p for part in figure.parts %}")
    made.add_paragraph("{{ part }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p if figure.because %}")
    made.add_paragraph("{{ words.corrections }}: {{ figure.because|join('; ') }}")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    made.add_heading("{{ words.appendix }}", 1)
    made.add_paragraph("{{ words.hash_means }}")
    made.add_paragraph("{%p if hash %}")
    made.add_paragraph("{{ words.fingerprint }}: {{ hash }}")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{{ words.rows_open }} {{ address }}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _looks(made: DocumentType, language: str) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    properties = normal.element.get_or_add_rPr()
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), LOCALES.get(language, language))
    properties.append(tongue)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        style = made.styles[name]
        style.font.name, style.font.color.rgb = "Calibri", BLUE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    # Word takes 255 characters here.
    made.core_properties.title = "{{ title }}, {{ project|truncate(150) }}, {{ period }}"
    made.core_properties.author = "{{ organisation|truncate(150) }}"
    made.core_properties.comments = ""
    made.core_properties.language = LOCALES.get(language, language)
    footer = section.footer.paragraphs[0]
    footer.text = "{{ project }} · {{ title }} {{ period }} · {{ counted }}"
    footer.runs[0].font.size = Pt(9)


def _figures(made: DocumentType) -> None:
    """A heading row that repeats on every page, and a row for each figure."""
    table = made.add_table(rows=4, cols=len(COLUMNS), style="Light Grid Accent 1")
    table.autofit = False
    for place, (word, content, width) in enumerate(COLUMNS):
        _write(table.rows[0].cells[place], f"{{{{ words.{word} }}}}", width, right=place > 0)
        _write(table.rows[2].cells[place], content, width, right=place > 0)
    table.rows[1].cells[0].text = "{%tr for figure in figures %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    _heading_row(table)


def _write(cell: _Cell, text: str, width: float, *, right: bool) -> None:
    cell.width = Cm(width)
    cell.text = text
    for paragraph in cell.paragraphs:
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in paragraph.runs:
            run.font.size = Pt(9.5)


def _heading_row(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _repeated(
    made: DocumentType, each: str, heading: str, inner: str, *, before: str = "", rows: bool = False
) -> None:
    if before:
        made.add_heading(f"{{{{ words.{before} }}}}", 1)
    made.add_paragraph(f"{{%p for {each} %}}")
    made.add_heading(heading, 2)
    made.add_paragraph(f"{{%p for {inner} %}}")
    made.add_paragraph("{{ paragraph }}")
    made.add_paragraph("{%p endfor %}")
    if rows:
        made.add_paragraph("{%p for row in passage.rows %}")
        made.add_paragraph("{{ row | join(' · ') }}", "List Bullet")
        made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p endfor %}")
