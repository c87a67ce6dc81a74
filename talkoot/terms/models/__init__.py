"""The shared vocabularies of the field."""

from talkoot.terms.models.indicator import Indicator, IndicatorCatalogue, normalised_code
from talkoot.terms.models.programme import Programme, ProgrammeDuty
from talkoot.terms.models.vocabulary import Area, ByNameQuerySet, TargetGroup, Topic

__all__ = [
    "Area",
    "ByNameQuerySet",
    "Indicator",
    "IndicatorCatalogue",
    "Programme",
    "ProgrammeDuty",
    "TargetGroup",
    "Topic",
    "normalised_code",
]
