"""The demonstration's reports: frozen ones that hold, a returned one that was answered, and drafts."""

from django.test import TestCase

from talkoot.home.management.demonstration.counts import Counts
from talkoot.home.management.demonstration.load import load
from talkoot.home.management.demonstration.reports_load import load_reports
from talkoot.projects.models import Project
from talkoot.reports.models import Correction, Report, ReportFigure
from talkoot.reports.queries import verifying
from talkoot.reports.queries.drawing_up import draw_up


def states(slug: str) -> list[tuple[int, int, str]]:
    """Year of the last day, version and state of each report; the final one last."""
    rows = Report.objects.filter(period__project__slug=slug).order_by(
        "-period__kind", "period__last_on", "version"
    )
    return [(row.period.last_on.year, row.version, row.state) for row in rows]


class TheReportsOfTheDemonstration(TestCase):
    """Loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_each_went_as_far_as_its_story(self) -> None:
        assert states("etana-enemman") == [
            (2019, 1, "accepted"),
            (2020, 1, "accepted"),
            (2021, 1, "returned"),
            (2021, 2, "accepted"),
            (2022, 1, "submitted"),
            (2022, 1, "frozen"),
        ]
        assert [state for _year, _version, state in states("pohjois-savo")] == ["frozen"]
        assert [state for _year, _version, state in states("hubittaako")] == ["accepted"]
        assert [state for _year, _version, state in states("near")] == ["draft"]
        assert [state for _year, _version, state in states("kangasala")] == ["draft"]

    def test_frozen_reports_hold_and_make_a_chain(self) -> None:
        for project in Project.objects.filter(
            slug__in=("etana-enemman", "pohjois-savo", "hubittaako")
        ):
            assert verifying.examine_chain(project) == []
            for report in verifying.frozen_reports(project):
                assert verifying.examine(report) == []
                assert (
                    verifying.differences_today(report) == [] or report.period.last_on.year == 2021
                )

    def test_the_late_mark_is_a_correction_of_the_next_report(self) -> None:
        found = Correction.objects.filter(figure__report__period__kind="period")
        told = {
            (row.figure.words["name"]["fi"], row.after - row.before, row.why)
            for row in found.select_related("figure")
        }
        assert ("Osallistumiset", 1, "came_later") in told
        figure = ReportFigure.objects.get(
            report__period__kind="period",
            report__period__last_on="2022-12-31",
            words__name__fi="Osallistumiset",
        )
        assert (figure.period_amount, figure.corrected_amount) == (0, 1)

    def test_sixteen_events_are_frozen_with_their_rows(self) -> None:
        figures = ReportFigure.objects.filter(
            report__period__project__slug="etana-enemman",
            report__period__last_on="2021-12-31",
            report__version=2,
            measure="events.held",
        )
        assert [(one.period_amount, len(one.row_ids)) for one in figures] == [
            (8, 8),
            (7, 7),
            (1, 1),
        ]

    def test_a_draft_shows_its_figures_and_a_second_load_changes_nothing(self) -> None:
        draft = Report.objects.get(period__project__slug="near")
        assert draw_up(draft) != []
        counts = Counts()
        load_reports(counts)
        assert counts.made == {}
