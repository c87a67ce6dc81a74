"""The page that shows what the centres of expertise cover together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.organisations.queries import coverage as queries
from talkoot.ui import doors
from talkoot.ui.context import door
from talkoot.ui.pictures import Tile, TileState


@doors.kept
def coverage(request: HttpRequest) -> HttpResponse:
    """Which counties are covered, by whom, which by several and which by none."""
    found = queries.coverage()
    address = door("organisations:list")
    context = {
        "found": found,
        "tiles": _tiles(found, address),
        "sentences": _sentences(found),
        "said_to_be": queries.SAID_TO_BE,
        "list_url": address,
    }
    return render(request, "organisations/coverage.html", context)


def _tiles(found: queries.Coverage, address: str) -> list[Tile]:
    states: dict[str, TileState] = {
        "left_out": "left_out",
        "covered": "covered",
        "shared": "shared",
    }
    tiles = []
    for county in found.counties:
        area = county.area
        if area.column is None or area.row is None:
            continue
        names = [_short(row) for row in county.rows]
        if county.is_uncertain:
            names.append(_("not certain"))
        single = county.rows[0].organisation.slug if len(county.rows) == 1 else ""
        tiles.append(
            Tile(
                code=area.abbreviation,
                label=str(area),
                column=area.column,
                row=area.row,
                state=states[county.state],
                href=f"{address}{single}/" if single else f"#{area.code}" if county.rows else "",
                note=", ".join(names),
            )
        )
    tiles += [
        Tile(area.abbreviation, str(area), area.column, area.row, "outside", note=_("not a county"))
        for area in found.outside
        if area.column is not None and area.row is not None
    ]
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))


def _short(row: object) -> str:
    organisation = row.organisation  # type: ignore[attr-defined]  # a row of coverage
    return organisation.short_name or str(organisation)


def _sentences(found: queries.Coverage) -> list[str]:
    """What the picture shows, in words, counted from the rows."""
    counties = len(found.counties)
    covered = counties - len(found.of_state("left_out"))
    shared = found.of_state("shared")
    left_out = found.of_state("left_out")
    said = [
        ngettext(
            "%(count)d centre of expertise is known here by name.",
            "%(count)d centres of expertise are known here by name.",
            len(found.centres),
        )
        % {"count": len(found.centres)},
        (
            _(
                "Together they work over all %(all)d areas: the wellbeing services counties and "
                "Helsinki, which does the same itself."
            )
            if covered == counties
            else _(
                "Together they work over %(covered)d of the %(all)d areas: the wellbeing services "
                "counties and Helsinki, which does the same itself."
            )
        )
        % {"covered": covered, "all": counties},
    ]
    if left_out:
        names = ", ".join(str(county.area) for county in left_out)
        said.append(_("No centre is known to work over %(names)s.") % {"names": names})
    else:
        said.append(_("No area is left out by what is known."))
    if shared:
        names = ", ".join(str(county.area) for county in shared)
        said.append(_("More than one centre works over %(names)s.") % {"names": names})
    unsure = sum(county.is_uncertain for county in found.counties)
    if unsure:
        said.append(
            ngettext(
                "%(count)d area is not certain: its source names a wider area, or sources differ.",
                "%(count)d areas are not certain: their source names a wider area, or sources differ.",
                unsure,
            )
            % {"count": unsure}
        )
    return said
