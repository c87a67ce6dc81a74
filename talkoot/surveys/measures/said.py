"""What reports may ask of the lasting doors: how many things residents have said."""

from django.utils.translation import gettext_lazy as _

from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Unit
from talkoot.projects.models import Partnership
from talkoot.surveys.models import Said

COLUMNS = (
    Column(_("Day"), lambda row: row.said_on),
    Column(_("Theme"), lambda row: row.topic.names if row.topic else ""),
    Column(_("Area"), lambda row: row.area.names if row.area else ""),
    Column(_("State"), lambda row: row.get_state_display()),
)


def _inside(scope: Scope) -> Rows:
    rows = Said.objects.filter(door__project__in=scope.projects).select_related("topic", "area")
    if scope.partnership is not None:
        partner = Partnership.objects.filter(pk=scope.partnership)
        rows = rows.filter(door__organisation__in=partner.values("organisation"))
    if scope.first is not None:
        rows = rows.filter(said_on__gte=scope.first)
    if scope.until is not None:
        rows = rows.filter(said_on__lt=scope.until)
    return rows


def _said(scope: Scope) -> Rows:
    return _inside(scope).exclude(state=Said.State.SPAM)


def _left_out(scope: Scope) -> list[LeftOut]:
    spam = _inside(scope).filter(state=Said.State.SPAM)
    return [LeftOut("not_feedback", _("Somebody read it and marked it as not feedback."), spam)]


SAID = Measure(
    code="surveys.said",
    name=_("Feedback from residents"),
    unit=Unit.ANSWER,
    how=_(
        "What residents have said by the lasting doors of the project, themselves or written down for "
        "them by staff, on the day when it was said. What is marked as not feedback is left out. What "
        "was said is kept three years, so ask for a period before that."
    ),
    rows=_said,
    columns=COLUMNS,
    left_out=_left_out,
    day="said_on",
    project="door__project",
    model=Said,
)
