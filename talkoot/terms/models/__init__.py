"""The shared vocabularies of the field."""

from talkoot.terms.models.indicator import (
    CountUnit,
    Indicator,
    IndicatorCatalogue,
    UniqueScope,
    how_counted,
    normalised_code,
)
from talkoot.terms.models.programme import Programme, ProgrammeDuty
from talkoot.terms.models.vocabulary import Area, AreaCounty, ByNameQuerySet, TargetGroup, Topic

__all__ = [
    "Area",
    "AreaCounty",
    "ByNameQuerySet",
    "CountUnit",
    "Indicator",
    "IndicatorCatalogue",
    "Programme",
    "ProgrammeDuty",
    "TargetGroup",
    "Topic",
    "UniqueScope",
    "how_counted",
    "normalised_code",
]
