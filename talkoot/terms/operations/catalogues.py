"""Loading the indicator catalogues that come with the program, each with its version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from talkoot.kit.languages import Texts
from talkoot.search import index
from talkoot.terms import queries
from talkoot.terms.models import Indicator, IndicatorCatalogue, Programme, normalised_code
from talkoot.terms.operations.completing import complete

MEANING = (
    "kind",
    "count_unit",
    "unique_scope",
    "all_or_nothing",
    "is_sensitive",
    "counted_elsewhere",
    "is_longer_term",
)
"""With what it depends on and its unit, all that a figure's value hangs on. The rest is words."""
CHOSEN = MEANING[:3]
YES_OR_NO = (*MEANING[3:], "is_name_confirmed")
TEXTS = ("names", "measurement_unit", "rule")


@dataclass(frozen=True)
class Written:
    """A catalogue as a file tells it; `indicators` has each one's fields by its code, in order."""

    code: str
    fields: Mapping[str, Any]
    programmes: tuple[str, ...]
    indicators: Mapping[str, Mapping[str, Any]]
    depends_on: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The catalogue in the file; its codes are normalised."""
        told = json.loads(path.read_text("utf-8"))
        rows = {normalised_code(row["code"]): row for row in told["rows"]}
        return cls(
            code=told["code"],
            fields={
                **{name: Texts(told[name]) for name in ("names", "fund", "note")},
                **{name: told[name] for name in ("version", "source")},
                "version_on": date.fromisoformat(told["version_on"]),
            },
            programmes=tuple(told["programmes"]),
            indicators={
                code: {
                    **{name: Texts(row.get(name)) for name in TEXTS},
                    **{name: row[name] for name in CHOSEN},
                    **{name: row.get(name, False) for name in YES_OR_NO},
                    "source": row.get("source", ""),
                    "position": position,
                }
                for position, (code, row) in enumerate(rows.items(), 1)
            },
            depends_on={
                code: normalised_code(row["depends_on"])
                for code, row in rows.items()
                if "depends_on" in row
            },
        )


def load_catalogues(*, folder: Path) -> dict[str, int]:
    """Brings the catalogues of the folder's files up to the files' versions; run in a transaction.

    A catalogue that is there in the same version is only completed, and an older file does nothing.
    A newer one rewrites the words in place where the meaning of every indicator is as it was;
    otherwise it is added beside the old version, which stays as it was, since figures name it.
    Returns how many catalogues were added or brought to a newer version, and indicators added.
    """
    loaded = {"catalogues": 0, "indicators": 0}
    for path in sorted(folder.glob("*.json")):
        written = Written.read(path)
        versions = IndicatorCatalogue.objects.filter(code=written.code).order_by("-version_on")
        there = versions.prefetch_related("indicators__depends_on", "programmes").first()
        is_newer = there is None or there.version_on < written.fields["version_on"]
        added = _bring(written, there)
        loaded["catalogues"] += is_newer
        loaded["indicators"] += added
        if is_newer or added:
            _make_found(written.code)
    return loaded


def _make_found(code: str) -> None:
    """Only the newest version is found by searching."""
    newest, *older = queries.versions_of(code)
    index.put(queries.KIND, newest.pk, queries.documents_of(newest))
    for version in older:
        index.put(queries.KIND, version.pk, [])


def _bring(written: Written, there: IndicatorCatalogue | None) -> int:
    if there is None:
        return _add_version(written, [])
    said_on = written.fields["version_on"]
    if said_on < there.version_on:
        return 0
    if said_on > there.version_on and not _means_the_same(written, there):
        return _add_version(written, list(there.programmes.all()))
    if said_on > there.version_on:
        _rewrite(there, written)
    else:
        complete(there, written.fields)
        for indicator in there.indicators.all():
            complete(indicator, written.indicators.get(indicator.code, {}))
    _offer(there, written)
    return _add_indicators(there, written)


def _means_the_same(written: Written, there: IndicatorCatalogue) -> bool:
    """Whether each indicator of the version that is there is in the file and counts as it did."""
    for now in there.indicators.all():
        wanted = written.indicators.get(now.code)
        limit = now.depends_on.code if now.depends_on else None
        if (
            wanted is None
            or limit != written.depends_on.get(now.code)
            or now.measurement_unit.pick("en") != wanted["measurement_unit"].pick("en")
            or any(getattr(now, name) != wanted[name] for name in MEANING)
        ):
            return False
    return True


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
