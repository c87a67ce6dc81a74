"""What the pages of numbers read from their address: the time, and the partner whose share is looked at."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from talkoot.measures.measure import Scope, Words
from talkoot.projects.models import Partnership, Project
from talkoot.reports.queries import spans, targets
from talkoot.reports.queries.access import Access
from talkoot.reports.queries.spans import Choice

WHOLE = "all"
"""The key of the whole project, for a partner's contact opens at their own share."""


class Link(NamedTuple):
    """One choice among several; `here` is the one that is shown."""

    href: str
    words: Words
    here: bool


class Asked(NamedTuple):
    """The time and the share that a page shows, and what else there is to choose."""

    time: Choice
    periods: list[Choice]
    years: list[Choice]
    partner: Partnership | None
    partners: list[Partnership]

    @property
    def share(self) -> int | None:
        return self.partner.pk if self.partner else None

    def scope(self, project: Project) -> Scope:
        return Scope((project.pk,), *self.time.span, self.share)

    def query(self, *, period: str | None = None, partner: str | None = None, **more: str) -> str:
        """The same choices as the end of an address, some of them others; it begins with `?`."""
        chosen = {
            "period": self.time.key if period is None else period,
            "partner": partner or (str(self.share) if self.share else WHOLE),
            **more,
        }
        return "?" + urlencode({key: value for key, value in chosen.items() if value})

    @property
    def tabs(self) -> list[Link]:
        """The whole and each partner; nothing to choose where there are no partners."""
        if not self.partners:
            return []
        whole = Link(self.query(partner=WHOLE), _("Whole project"), self.partner is None)
        return [whole] + [
            Link(self.query(partner=str(one.pk)), str(one), one == self.partner)
            for one in self.partners
        ]


def asked(request: HttpRequest, may: Access) -> Asked:
    """The choices of this address; a partner that the project does not have is 404."""
    periods, years = spans.periods_of(may.project), spans.years_of(may.project)
    partners = targets.sharers(may.project)
    wanted = request.GET.get("partner") or (str(may.share) if may.share else WHOLE)
    return Asked(
        time=spans.chosen(request.GET.get("period", ""), [*periods, *years]),
        periods=periods,
        years=years,
        partner=None if wanted == WHOLE else _partner(partners, wanted),
        partners=partners,
    )


def _partner(partners: Sequence[Partnership], wanted: str) -> Partnership:
    for one in partners:
        if str(one.pk) == wanted:
            return one
    raise Http404
