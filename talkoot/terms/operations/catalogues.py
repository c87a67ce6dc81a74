"""Bringing in indicator catalogues, each with its version: those of the program, and a keeper's."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused
from talkoot.search import index
from talkoot.terms.models import Indicator, IndicatorCatalogue, Programme
from talkoot.terms.operations.completing import complete
from talkoot.terms.queries import documents, listing
from talkoot.terms.queries.written import Outcome, Written

LOCK = 7_206_012


class CatalogueNotNewer(Refused):
    field = "version_on"
    sentence = _("This catalogue is here already in a version of the same day or a later one.")
    next_step = _("Give the day of the new version.")


class VersionTaken(Refused):
    field = "version"
    sentence = _("This catalogue has a version of that name already.")
    next_step = _("Give the new version a name of its own.")


def take_turns() -> None:
    """Until the transaction ends, nobody else loads vocabularies or brings a catalogue in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def load_catalogues(*, folder: Path) -> dict[str, int]:
    """Brings the catalogues of the folder's files up to the files' versions; run in a transaction.

    A catalogue that is there in the same version is only completed, and an older file does nothing.
    A newer one rewrites the words in place where the meaning of every indicator is as it was;
    otherwise it is added beside the old version, which stays as it was, since figures name it.
    Returns how many catalogues were added or brought to a newer version, and indicators added.
    """
    loaded = {"catalogues": 0, "indicators": 0}
    for path in sorted(folder.glob("*.json")):
        outcome, added = _bring(Written.of(json.loads(path.read_text("utf-8"))))
        loaded["catalogues"] += outcome in ("new", "reworded", "beside")
        loaded["indicators"] += added
    return loaded


@transaction.atomic
def bring_in(
    *, told: Mapping[str, Any], by: models.Model | AnonymousUser | None
) -> IndicatorCatalogue:
    """Brings in a catalogue that a keeper has from elsewhere; `told` is as the program's files are.

    What is done with an older version is as in `load_catalogues`. Refuses with `CatalogueNotNewer`
    and `VersionTaken`. Records the version and what became of the one before.
    """
    take_turns()
    written = Written.of(told)
    if written.outcome(written.newest_here()) in ("same", "older"):
        raise CatalogueNotNewer
    if any(each.version == written.version for each in listing.versions_of(written.code)):
        raise VersionTaken
    outcome, added = _bring(written)
    catalogue = listing.versions_of(written.code)[0]
    record(
        "terms.bring_in",
        on=catalogue,
        by=by,
        changes={"version": catalogue.version, "outcome": outcome, "added": added},
    )
    return catalogue


def _bring(written: Written) -> tuple[Outcome, int]:
    """Does it; what was done, and how many indicators were added."""
    there = written.newest_here()
    outcome = written.outcome(there)
    if there is None:
        added = _add_version(written, [])
    elif outcome == "beside":
        added = _add_version(written, list(there.programmes.all()))
    elif outcome == "older":
        return outcome, 0
    else:
        if outcome == "reworded":
            _rewrite(there, written)
        else:
            complete(there, written.fields)
            for indicator in there.indicators.all():
                complete(indicator, written.indicators.get(indicator.code, {}))
        _offer(there, written)
        added = _add_indicators(there, written)
    if added or outcome != "same":
        _make_found(written.code)
    return outcome, added


def _make_found(code: str) -> None:
    """Only the newest version is found by searching."""
    newest, *older = listing.versions_of(code)
    index.put(documents.KIND, newest.pk, documents.documents_of(newest))
    for version in older:
        index.put(documents.KIND, version.pk, [])


def _add_version(written: Written, programmes: list[Programme]) -> int:
    """The catalogue's new version beside the others, offered to the programmes that had the last."""
    catalogue = IndicatorCatalogue.objects.create(code=written.code, **written.fields)
    catalogue.programmes.add(*programmes)
    _offer(catalogue, written)
    return _add_indicators(catalogue, written)


def _rewrite(catalogue: IndicatorCatalogue, written: Written) -> None:
    """The newer version's words in the same rows."""
    for name, value in written.fields.items():
        setattr(catalogue, name, value)
    catalogue.save()
    for indicator in catalogue.indicators.all():
        for name, value in written.indicators[indicator.code].items():
            setattr(indicator, name, value)
        indicator.save()


def _offer(catalogue: IndicatorCatalogue, written: Written) -> None:
    """Gives the catalogue to the programmes that the file names and that are known here."""
    had = {programme.code for programme in catalogue.programmes.all()}
    lacking = [code for code in written.programmes if code not in had]
    if lacking:
        catalogue.programmes.add(*Programme.objects.filter(code__in=lacking))


def _add_indicators(catalogue: IndicatorCatalogue, written: Written) -> int:
    """The file's indicators that the catalogue has not; then what they depend on."""
    there = {indicator.code: indicator for indicator in catalogue.indicators.all()}
    added = Indicator.objects.bulk_create(
        Indicator(catalogue=catalogue, code=code, **fields)
        for code, fields in written.indicators.items()
        if code not in there
    )
    there.update({indicator.code: indicator for indicator in added})
    for indicator in added:
        if indicator.code in written.depends_on:
            indicator.depends_on = there[written.depends_on[indicator.code]]
            indicator.save(update_fields=["depends_on"])
    return len(added)
