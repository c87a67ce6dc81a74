"""Those whom nobody wrote down: numbers with how they were counted."""

from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from talkoot.events.measures.held import Rows, between, held, not_held
from talkoot.events.models import Headcount
from talkoot.measures.measure import LeftOut, Scope


def _headcount_rows(events: Rows) -> Rows:
    rows = Headcount.objects.filter(event__in=events.values("pk")).select_related("event")
    return rows.annotate(counted_on=Least("event__ends_on", "event__project__ends_on")).order_by(
        "counted_on", "pk"
    )


def headcounts(scope: Scope) -> Rows:
    return _headcount_rows(between(held(scope), scope)).filter(withdrawn_at=None)


def headcounts_left_out(scope: Scope) -> list[LeftOut]:
    found = [LeftOut(code, why, _headcount_rows(rows)) for code, why, rows in not_held(scope)]
    all_of_held = _headcount_rows(between(held(scope), scope))
    withdrawn = all_of_held.filter(withdrawn_at__isnull=False)
    return [*found, LeftOut("withdrawn", _("The number was withdrawn."), withdrawn)]
