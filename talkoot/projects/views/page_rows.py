"""The rows of a project's page, drawn here and not by a template: there may be dozens of each kind."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period
from talkoot.organisations.models import Organisation as OrganisationRow
from talkoot.projects.models import Partnership
from talkoot.projects.queries.page import Named, Organisation, Partner, Remark
from talkoot.projects.views import words
from talkoot.ui.drawing import draw, draw_all
from talkoot.ui.icons import drawing
from talkoot.ui.words import known, text

ROLES: dict[str, Promise | str] = dict(Partnership.Role.choices)
KINDS: dict[str, Promise | str] = dict(OrganisationRow.Kind.choices)
PARTNER = """<tr role="row">
  <th scope="row" role="rowheader">{}<span class="note-under">{}</span>{}</th>
  <td role="cell" data-label="{}">{}</td>
  <td role="cell" data-label="{}">{}</td>
  <td role="cell" data-label="{}">{}</td>
</tr>"""
TASK = '<span class="partner-task">{}</span>'
TIME = '<span class="nowrap">{}</span>{}'
UNDER = '<span class="note-under">{}</span>'
REMARK = '<div class="remark{}">{}<p>{}{}{}</p></div>'
BREAK = SafeString("<br>")


def partners(rows: Iterable[Partner], organisations: str) -> SafeString:
    """A table's row for each partner; `organisations` is the address that organisations lie below."""
    labels = _("Role"), _("Country"), _("Time in the project")
    return draw_all(PARTNER, (_partner(row, organisations, *labels) for row in rows), "\n")


def _partner(
    row: Partner, organisations: str, role: str, country: str, time: str
) -> tuple[object, ...]:
    organisation = row.organisation
    return (
        link(f"{organisations}{organisation.slug}/", row.names)
        if organisation
        else text(row.names),
        what(organisation) if organisation else _group(row.group_size or 0),
        draw(TASK, text(row.task)) if row.task else "",
        role,
        ROLES.get(row.role, row.role),
        country,
        words.country(organisation.country) if organisation else known(None),
        time,
        _times(row.periods) if row.periods else _("All the time"),
    )


def what(organisation: Organisation) -> str:
    """What kind of organisation, and its business id where it has one."""
    kind = str(KINDS.get(organisation.kind, ""))
    return f"{kind}, {organisation.business_id}" if organisation.business_id else kind


def _group(size: int) -> str:
    return ngettext(
        "One organisation that no source names",
        "A group of %(size)s organisations that no source names",
        size,
    ) % {"size": size}


def _times(periods: list[tuple[Period, str]]) -> SafeString:
    return draw_all(
        TIME,
        ((period, draw(UNDER, reason) if reason else "") for period, reason in periods),
        BREAK,
    )


def link(address: str, names: Texts) -> SafeString:
    """A link by a name in its language."""
    return draw('<a href="{}">{}</a>', address, text(names))


def links(rows: Iterable[Named], before: str, after: str = "") -> SafeString:
    """Links under one another; the slug or code stands between `before` and `after`."""
    return draw_all("{}", ((link(f"{before}{row.slug}{after}", row.names),) for row in rows), BREAK)


def names(rows: Iterable[Named]) -> SafeString:
    """Names under one another."""
    return draw_all("{}", ((text(row.names),) for row in rows), BREAK)


def items(rows: Iterable[Texts]) -> SafeString:
    """A list item for each text."""
    return draw_all("<li>{}</li>", ((text(row),) for row in rows), "\n")


def remarks(rows: Iterable[Remark]) -> SafeString:
    """Where facts come from and that sources differ; what is not certain says so first."""
    return draw_all(REMARK, (_remark(row) for row in rows), "\n")


def _remark(row: Remark) -> tuple[object, ...]:
    source = '<span class="remark-source">{} {}</span>'
    return (
        " remark-uncertain" if row.is_uncertain else "",
        drawing("info"),
        draw("<b>{}</b> ", _("Not certain.")) if row.is_uncertain else "",
        text(row.texts),
        draw(source, _("Source:"), row.source) if row.source else "",
    )
