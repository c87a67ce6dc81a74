"""A catalogue as a file tells it, and what bringing it in would do to the versions that are here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

from talkoot.kit.languages import Texts
from talkoot.terms.models import Indicator, IndicatorCatalogue, normalised_code

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
TEXTS = ("names", "measurement_unit", "rule", "source")

Outcome = Literal["new", "reworded", "beside", "same", "older"]
"""A catalogue not known here; a newer version in the same row; a newer one of another meaning, beside
the old; the version that is here; one older than that."""


@dataclass(frozen=True)
class Written:
    """A catalogue as a file tells it; `indicators` has each one's fields by its code, in order."""

    code: str
    fields: Mapping[str, Any]
    programmes: tuple[str, ...]
    indicators: Mapping[str, Mapping[str, Any]]
    depends_on: Mapping[str, str]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The catalogue of a file's words; its codes are normalised."""
        rows = {normalised_code(row["code"]): row for row in told["rows"]}
        return cls(
            code=told["code"],
            fields={
                **{name: Texts(told[name]) for name in ("names", "fund", "source", "note")},
                "version": told["version"],
                "version_on": date.fromisoformat(told["version_on"]),
            },
            programmes=tuple(told["programmes"]),
            indicators={
                code: {
                    **{name: Texts(row.get(name)) for name in TEXTS},
                    **{name: row[name] for name in CHOSEN},
                    **{name: row.get(name, False) for name in YES_OR_NO},
                    "position": position,
                }
                for position, (code, row) in enumerate(rows.items(), 1)
            },
            depends_on={
                code: normalised_code(row["depends_on"])
                for code, row in rows.items()
                if row.get("depends_on")
            },
        )

    @property
    def version(self) -> str:
        version: str = self.fields["version"]
        return version

    def shown(self) -> list[Indicator]:
        """The indicators in their order as rows that are not kept."""
        rows = {code: Indicator(code=code, **fields) for code, fields in self.indicators.items()}
        for code, limit in self.depends_on.items():
            rows[code].depends_on = rows[limit]
        return list(rows.values())

    def newest_here(self) -> IndicatorCatalogue | None:
        """The newest version of the catalogue that is here, with all that it holds."""
        versions = IndicatorCatalogue.objects.filter(code=self.code).order_by("-version_on")
        found: IndicatorCatalogue | None = versions.prefetch_related(
            "indicators__depends_on", "programmes"
        ).first()
        return found

    def outcome(self, there: IndicatorCatalogue | None) -> Outcome:
        """What bringing it in does when `there` is the newest version."""
        if there is None:
            return "new"
        said_on = self.fields["version_on"]
        if said_on <= there.version_on:
            return "same" if said_on == there.version_on else "older"
        return "reworded" if self._means_the_same(there) else "beside"

    def _means_the_same(self, there: IndicatorCatalogue) -> bool:
        """Whether each indicator of the version that is here is told and counts as it did."""
        for now in there.indicators.all():
            wanted = self.indicators.get(now.code)
            limit = now.depends_on.code if now.depends_on else None
            if (
                wanted is None
                or limit != self.depends_on.get(now.code)
                or now.measurement_unit.pick("en") != wanted["measurement_unit"].pick("en")
                or any(getattr(now, name) != wanted[name] for name in MEANING)
            ):
                return False
        return True
