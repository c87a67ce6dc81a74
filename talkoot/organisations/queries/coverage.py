"""Which wellbeing services counties the centres of expertise work over, together and each."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from talkoot.organisations.models import AreaCovered, Organisation
from talkoot.terms.models import Area

SAID_TO_BE = 11
"""How many centres the Ministry of Social Affairs and Health says there are (stm.fi, act 1230/2001)."""


@dataclass(frozen=True)
class CoveredCounty:
    """A county, or Helsinki, with the rows that say who works over it."""

    area: Area
    rows: list[AreaCovered]

    @property
    def state(self) -> str:
        """`left_out`, `covered` or `shared`, by how many organisations work over it."""
        if not self.rows:
            return "left_out"
        return "covered" if len(self.rows) == 1 else "shared"

    @property
    def is_uncertain(self) -> bool:
        """Whether no row is sure: then all that is known of this county is a reading."""
        return bool(self.rows) and all(row.is_uncertain for row in self.rows)


@dataclass(frozen=True)
class Coverage:
    """The network as its rows tell it."""

    counties: list[CoveredCounty]
    outside: list[Area]
    centres: list[Organisation]
    beyond: list[AreaCovered]

    def of_state(self, state: str) -> list[CoveredCounty]:
        return [county for county in self.counties if county.state == state]

    @cached_property
    def uncertain(self) -> list[AreaCovered]:
        """Every row that is not sure, county by county."""
        return [row for county in self.counties for row in county.rows if row.is_uncertain]

    @property
    def not_known_by_name(self) -> int:
        """How many centres are said to be there beside those in the register."""
        return max(SAID_TO_BE - len(self.centres), 0) if self.centres else 0


def coverage() -> Coverage:
    """Three questions to the database. `beyond` is what is covered by language, not by county."""
    centres = list(
        Organisation.objects.live().filter(kind=Organisation.Kind.CENTRE_OF_EXPERTISE).by_name()
    )
    place = {centre.pk: number for number, centre in enumerate(centres)}
    by_area: dict[int, list[AreaCovered]] = defaultdict(list)
    beyond = []
    rows = AreaCovered.objects.filter(organisation__in=place, how=AreaCovered.How.COVERS)
    for row in sorted(
        rows.select_related("organisation", "area"), key=lambda row: place[row.organisation_id]
    ):
        by_area[row.area_id].append(row)
        if row.area.kind == Area.Kind.LANGUAGE_GROUP:
            beyond.append(row)
    counties, outside = [], []
    for area in (Area.objects.with_county_duties() | Area.objects.on_the_map()).by_name():
        if area.kind == Area.Kind.WELLBEING_COUNTY or area.carries_county_duties:
            counties.append(CoveredCounty(area, by_area[area.pk]))
        else:
            outside.append(area)
    return Coverage(counties, outside, centres, beyond)
