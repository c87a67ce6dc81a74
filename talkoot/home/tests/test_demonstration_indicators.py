"""The demonstration's indicators: counted from rows, and what is not known is missing."""

from django.test import TestCase

from talkoot.home.management.demonstration.indicators import FOLLOWED
from talkoot.home.management.demonstration.load import load
from talkoot.projects.models import Project
from talkoot.reports.models import IndicatorTarget, ManualFigure, ProjectIndicator
from talkoot.reports.queries.counting import is_countable_now
from talkoot.reports.queries.evidence import evidence


def of(slug: str) -> dict[str, object]:
    """The values by the indicators' names in Finnish or codes; None for a missing one."""
    found: dict[str, object] = {}
    for line in evidence(Project.objects.get(slug=slug)):
        assert line.so_far is not None
        row = line.indicator
        name = row.indicator.code if row.indicator else row.names["fi"]
        found[name] = None if line.so_far.is_missing else line.so_far.value
    return found


class TheIndicatorsOfTheDemonstration(TestCase):
    """Loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_numbers_of_the_sources_are_counted_from_rows(self) -> None:
        found = of("etana-enemman")
        assert (found["Webinaarit"], found["Teemavalmennukset"], found["Seminaarit"]) == (8, 7, 1)
        assert found["Asiantuntijavideot"] == 4
        savo = of("pohjois-savo")
        assert savo["Seminaarin osallistujat ilman nimiä"] == 90
        assert savo["Seminaarit, loppuseminaari mukaan lukien"] == 2
        assert of("hubittaako") == {
            "Avatut etätyökeskukset": 1,
            "Opiskelijat paikallisessa opintoryhmässä": 12,
        }

    def test_what_no_source_tells_is_missing_and_not_nought(self) -> None:
        assert of("pohjois-savo")["Työkokoukset"] is None
        near = of("near")
        assert (near["Hyvät käytännöt"], near["Nykytila-analyysit"]) == (None, None)
        assert of("kangasala") == {"Illat asukkaille": 0, "Osallistumiset": 0}

    def test_every_one_can_be_counted_and_by_hand_are_only_those_without_rows(self) -> None:
        rows = ProjectIndicator.objects.all()
        assert len(rows) == len(FOLLOWED)
        assert [row for row in rows if not is_countable_now(row)] == []
        by_hand = [one.figure for one in FOLLOWED if one.figure is not None]
        assert ManualFigure.objects.count() == len(by_hand) == 3
        assert [one for one in by_hand if not one.proof.startswith("KEKSITTY TODISTE.")] == []

    def test_no_target_is_put_into_a_decision(self) -> None:
        assert IndicatorTarget.objects.exclude(decision=None).count() == 0
        said = ("esittelyn oma", "hankkeen omalta sivulta")
        silent = [
            str(row)
            for row in ProjectIndicator.objects.filter(targets__isnull=False)
            if not any(words in row.meaning.get("fi", "") for words in said)
        ]
        assert silent == []
