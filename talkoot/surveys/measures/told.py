"""The ready paragraph and table of a project's feedback, for a report in the active language."""

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.measures.measure import Scope
from talkoot.measures.passage import Told
from talkoot.projects.models import Project
from talkoot.surveys.models import Item
from talkoot.surveys.queries.ledger import Ledger, ledger_of
from talkoot.surveys.queries.results import ItemResult

AGREES = 4
"""From here up on a scale of one to five one agrees."""


def told(scope: Scope) -> Told | None:
    """How many were asked and answered, and what they said on each core question; None where no event
    of one project has a result."""
    project = Project.objects.filter(pk__in=scope.projects).first()
    if project is None or len(scope.projects) != 1:
        return None
    return told_from(ledger_of(project, scope))


def told_from(ledger: Ledger) -> Told | None:
    """The same of a ledger that is there already."""
    if not ledger.answers:
        return None
    return Told(
        heading=_("Feedback of the events"),
        paragraphs=[" ".join(paragraph(ledger))],
        caption=_("Answers to the core questions"),
        headings=[_("Question"), _("Answers"), _("Mean"), _("Chose 4 or 5")],
        rows=[_row(one) for one in ledger.items if one.answered],
    )


def paragraph(ledger: Ledger) -> list[str]:
    """The sentences of the ready paragraph."""
    events = ledger.waves
    said = [
        ngettext(
            "Feedback was asked after {events} event.",
            "Feedback was asked after {events} events.",
            events,
        ).format(events=events)
    ]
    if ledger.asked:
        said.append(
            _("{answered} of the {asked} who were asked answered ({rate} %).").format(
                answered=ledger.answered, asked=ledger.asked, rate=round(100 * (ledger.rate or 0))
            )
        )
    if ledger.waiting:
        said.append(
            ngettext(
                "{count} answer is not in the results yet, for there are too few to be shown.",
                "{count} answers are not in the results yet, for there are too few to be shown.",
                ledger.waiting,
            ).format(count=ledger.waiting)
        )
    for key, sentence in (
        (
            "useful",
            _(
                "Of {answers} answers {share} % found the content useful to them (mean {mean} of 5)."
            ),
        ),
        (
            "timely",
            _("Of {answers} answers {share} % found the subject timely (mean {mean} of 5)."),
        ),
    ):
        one = next((one for one in ledger.items if one.item.key == key and one.answered), None)
        if one is not None and one.mean is not None:
            said.append(
                sentence.format(
                    answers=one.answered,
                    share=round(100 * agreeing(one)),
                    mean=floatformat(one.mean, 1),
                )
            )
    if ledger.is_invented:
        said.append(_("The answers are invented for the demonstration."))
    return said


def agreeing(one: ItemResult) -> float:
    """The share of 0–1 of those who answered and chose four or five of five."""
    return sum(
        point.share for point in one.points if point.value.isdigit() and int(point.value) >= AGREES
    )


def of_five(item: Item) -> bool:
    """Whether it is asked on a scale from one to five."""
    return item.kind == Item.Kind.SCALE and (item.low, item.high) == (1, 5)


def _row(one: ItemResult) -> list[str]:
    """A question's line: of a choice the share of its first answer, which is yes, in words."""
    chose = "–"
    if of_five(one.item):
        chose = f"{round(100 * agreeing(one))} %"
    elif one.item.kind == Item.Kind.CHOICE and one.points:
        chose = f"{one.points[0].label}: {round(100 * one.points[0].share)} %"
    return [
        str(one.item.words),
        str(one.answered),
        floatformat(one.mean, 1) if one.mean is not None else "–",
        chose,
    ]
