"""The rows of a timeline as HTML. Drawn here and not by a template: a list of projects has dozens."""

from django.utils.safestring import SafeString

from talkoot.ui.drawing import draw, draw_all
from talkoot.ui.pictures import DrawnRow, DrawnTimeline, TimelineRow
from talkoot.ui.words import known

LINE = """<li>
  <div class="timeline-label">{}<span class="timeline-when">{}{}</span></div>
  <svg class="timeline-line" width="100%" height="34" aria-hidden="true" focusable="false">{}{}{}</svg>
</li>"""
GRID = '<line class="grid{}" x1="{}" x2="{}" y1="0" y2="100%"/>'
TODAY = '<line class="today" x1="{0}" x2="{0}" y1="0" y2="100%"/>'
BAR = '<rect class="bar {}" x="{}" y="6" width="{}" height="22" rx="{}"/>{}{}'
OPEN_END = SafeString(
    '<svg x="100%" y="6" overflow="visible"><path class="edge" d="M0-1h1v24h-12l11-12-11-12z"/></svg>'
)
OPEN_START = SafeString(
    '<svg x="0" y="6" overflow="visible"><path class="edge" d="M0-1h-1v24h12l-11-12 11-12z"/></svg>'
)
CELLS = '<tr><th scope="row"{}>{}</th><td>{}</td><td>{}</td><td>{}</td>{}</tr>'


def lines(drawn: DrawnTimeline) -> SafeString:
    """A list item for each row: its name, its period, and its bar on the common grid."""
    grid = draw_all(
        GRID, ((" minor" if tick.minor else "", tick.x, tick.x) for tick in drawn.ticks)
    )
    today = draw(TODAY, drawn.today) if drawn.today else ""
    return draw_all(
        LINE,
        (
            (_label(line.row), known(line.row.period), _state(line), grid, _bar(line), today)
            for line in drawn.rows
        ),
        "\n",
    )


def table_rows(drawn: DrawnTimeline) -> SafeString:
    """The same rows for the table; a column of notes only where there are any."""
    return draw_all(
        CELLS,
        (
            (
                _language(line.row),
                line.row.label,
                known(line.row.period.starts),
                known(line.row.period.ends),
                known(line.state_words),
                draw("<td>{}</td>", line.row.note) if drawn.has_notes else "",
            )
            for line in drawn.rows
        ),
        "\n",
    )


def _language(row: TimelineRow) -> SafeString | str:
    return draw(' lang="{}"', row.language) if row.language else ""


def _label(row: TimelineRow) -> SafeString:
    if row.href:
        return draw('<a href="{}"{}>{}</a>', row.href, _language(row), row.label)
    return draw("<span{}>{}</span>", _language(row), row.label)


def _state(line: DrawnRow) -> SafeString | str:
    if not line.state_words:
        return ""
    return draw('<span class="sr-only">, {}</span>', line.state_words)


def _bar(line: DrawnRow) -> SafeString | str:
    if not line.drawn:
        return ""
    return draw(
        BAR,
        line.state,
        line.x,
        line.width,
        0 if line.open_start or line.open_end else 4,
        OPEN_END if line.open_end else "",
        OPEN_START if line.open_start else "",
    )
