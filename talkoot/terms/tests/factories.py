"""Rows for the tests of vocabularies: plain functions, every field that matters may be said."""

from datetime import date
from typing import Any

from talkoot.kit.languages import Texts
from talkoot.terms.models import Indicator, IndicatorCatalogue


def catalogue(**fields: Any) -> IndicatorCatalogue:
    said: dict[str, Any] = {
        "code": "test-2021",
        "names": Texts(fi="Kokeilun indikaattorit", en="Indicators of a test"),
        "fund": Texts(fi="Kokeilurahasto", en="Test fund"),
        "version": "1",
        "version_on": date(2021, 6, 24),
        "source": Texts(en="Written for the test."),
        **fields,
    }
    return IndicatorCatalogue.objects.create(**said)


def indicator(**fields: Any) -> Indicator:
    said: dict[str, Any] = {
        "code": "RCO81",
        "names": Texts(fi="Osallistumiset", en="Participations"),
        "kind": "output",
        "count_unit": "participation",
        "unique_scope": "event",
        "measurement_unit": Texts(fi="osallistumiskertaa", en="participations"),
        **fields,
    }
    if "catalogue" not in said:
        said["catalogue"] = catalogue()
    return Indicator.objects.create(**said)
