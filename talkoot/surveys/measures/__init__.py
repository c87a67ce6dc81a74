"""What reports may ask of feedback: how many were asked, how many answers, and what was said."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from talkoot.measures import passage as passages
from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Unit, register
from talkoot.surveys.measures.told import told
from talkoot.surveys.models import Batch, Wave
from talkoot.surveys.queries.ledger import batches_of, others_of, waves_of

WAVE_COLUMNS = (
    Column(_("Event"), lambda row: row.event.titles),
    Column(_("When"), lambda row: row.event.period),
    Column(_("Asked"), lambda row: row.asked_count),
)
BATCH_COLUMNS = (
    Column(
        _("Event"), lambda row: row.wave.event.titles if row.wave else _("several small events")
    ),
    Column(_("Counts on"), lambda row: row.counts_on),
    Column(_("Answers"), lambda row: row.answers),
)


def _answers(scope: Scope) -> Rows:
    return batches_of(scope).select_related("wave__event").order_by("counts_on", "pk")


def _asked(scope: Scope) -> Rows:
    rows: Rows = waves_of(scope).filter(asked_count__gt=0).select_related("event")
    return rows


def _not_shown(scope: Scope) -> list[LeftOut]:
    waiting = waves_of(scope).annotate(
        waits=Count("responses", filter=Q(responses__batch=None), distinct=True)
    )
    return [
        LeftOut(
            "other_surveys",
            _("The answers are of another survey than the feedback of an event."),
            others_of(scope).select_related("wave__event").order_by("counts_on", "pk"),
        ),
        LeftOut(
            "waiting",
            _("Answers of the event wait until there are enough of them, or it is closed."),
            waiting.filter(waits__gt=0).select_related("event"),
            WAVE_COLUMNS,
        ),
    ]


def _nobody_asked(scope: Scope) -> list[LeftOut]:
    rows = waves_of(scope).filter(asked_count=0).select_related("event")
    return [LeftOut("nobody", _("Nobody was asked after the event."), rows)]


MEASURES = (
    Measure(
        code="surveys.answers",
        name=_("Answers of feedback"),
        unit=Unit.ANSWER,
        how=_(
            "The answers to the feedback of the project's events that are in a result. Answers are added "
            "up in batches of at least five, and a row is a batch, so nobody's own answer can be seen "
            "here. What small events left over is counted together with that of others."
        ),
        rows=_answers,
        columns=BATCH_COLUMNS,
        amount="answers",
        left_out=_not_shown,
        model=Batch,
    ),
    Measure(
        code="surveys.asked",
        name=_("Asked for feedback"),
        unit=Unit.COUNTED,
        how=_(
            "How many were asked for feedback after the project's events: those who were present, or "
            "those with a place where nobody was marked present. Who was at three events is asked "
            "three times."
        ),
        rows=_asked,
        columns=WAVE_COLUMNS,
        amount="asked_count",
        left_out=_nobody_asked,
        model=Wave,
    ),
)
PASSAGE = passages.Passage("surveys.feedback", _("Feedback of the events"), told)


def register_all() -> None:
    """Makes the measures and the passage of feedback known to reports."""
    for measure in MEASURES:
        register(measure)
    passages.register(PASSAGE)
