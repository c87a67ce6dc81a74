"""What stands behind the doors of indicators: of the open project, one of each kind, and figures by hand."""

from typing import Any

from talkoot.projects.models import Partnership, Project
from talkoot.reports.tests import factories


def rows_of_indicators(project: Project, share: Partnership) -> dict[str, Any]:
    """An indicator that events count, one by hand, one that is no longer followed, one that can be
    chosen; a figure in the partner's contact's share, and one of the whole."""
    by_hand = factories.indicator(project, "Käsin kirjattu")
    figure = factories.manual_figure(by_hand, partnership=share)
    figure.proof.save("todiste.txt", factories.proof())
    retired = factories.indicator(project, "Ei enää seurattu")
    retired.retired_at = retired.created_at
    retired.save()
    return {
        "counted": factories.indicator(project, "Riveistä laskettu", measure="events.held"),
        "by_hand": by_hand,
        "retired": retired,
        "offered": factories.offered(project),
        "figure_of_share": figure,
        "figure_of_whole": factories.manual_figure(by_hand),
    }
