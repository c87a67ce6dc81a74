"""Where an organisation is and what it works over."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import AreaCovered, Organisation
from talkoot.people.models import Person
from talkoot.terms.models import Area


class AreaGone(Refused):
    sentence = _("Somebody has already removed this area.")
    next_step = _("Look at the list as it is now.")


@transaction.atomic
def set_coverage(
    *,
    organisation: Organisation,
    areas: Iterable[Area],
    how: str,
    source: str,
    by: Person | None,
    is_uncertain: bool = False,
) -> list[AreaCovered]:
    """Says that the organisation is in these areas (`how` located) or works over them (covers).

    Each area is added, or gets the new source if it was there; the organisation's other areas stay
    as they are. `is_uncertain`: the source names a wider area, or sources differ. Records
    organisations.set_coverage with the areas' codes, if anything changed.
    """
    way = AreaCovered.How(how)
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    said = {"source": source.strip(), "is_uncertain": is_uncertain}
    rows, changed = [], []
    for area in areas:
        row, is_new = AreaCovered.objects.get_or_create(
            organisation=organisation, area=area, how=way, defaults=said
        )
        if not is_new and (row.source, row.is_uncertain) != (said["source"], is_uncertain):
            row.source, row.is_uncertain = source.strip(), is_uncertain
            row.save(update_fields=["source", "is_uncertain"])
            is_new = True
        if is_new:
            changed.append(area.code)
        rows.append(row)
    if changed:
        history.record(
            "organisations.set_coverage",
            on=organisation,
            by=by,
            changes={way.value: [None, ", ".join(changed)]},
            note=source.strip(),
        )
    return rows


@transaction.atomic
def remove_coverage(*, coverage: AreaCovered, by: Person | None) -> None:
    """Takes back that an organisation is in an area or works over it.

    Refuses with AreaGone. Records organisations.remove_coverage with the area's code.
    """
    row = (
        AreaCovered.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "area")
        .filter(pk=coverage.pk)
        .first()
    )
    if row is None:
        raise AreaGone
    row.delete()
    history.record(
        "organisations.remove_coverage",
        on=row.organisation,
        by=by,
        changes={row.how: [row.area.code, None]},
    )
