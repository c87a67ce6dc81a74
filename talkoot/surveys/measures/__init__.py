"""What reports may ask of feedback: how many were asked, how many answers, and what was said."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from talkoot.measures import passage as passages
from talkoot.measures.measure import Column, LeftOut, Measure, Rows, Scope, Unit, register
from talkoot.surveys.measures.said import SAID
from talkoot.surveys.measures.told import told
from talkoot.surveys.models import Batch, Response, Wave
from talkoot.surveys.queries.ledger import batches_of, others_of, waves_of


def _asked_of(wave: Wave) -> object:
    return wave.event.titles if wave.event is not None else wave.titles


WAVE_COLUMNS = (
    Column(_("Event"), _asked_of),
    Column(_("When"), lambda row: row.counted_on),
    Column(_("Asked"), lambda row: row.asked_count),
)
BATCH_COLUMNS = (
    Column(_("Event"), lambda row: _asked_of(row.wave) if row.wave else _("several small events")),
    Column(_("Counts on"), lambda row: row.counts_on),
    Column(_("Answers"), lambda row: row.answers),
)
OTHER_KINDS = [kind for kind in Wave.Kind.values if kind != Wave.Kind.EVENT]


def _answers(scope: Scope) -> Rows:
    return batches_of(scope).select_related("wave__event").order_by("counts_on", "pk")


def _asked(scope: Scope) -> Rows:
    rows: Rows = waves_of(scope).filter(asked_count__gt=0).select_related("event")
    return rows


def _not_shown(scope: Scope) -> list[LeftOut]:
    waits = Exists(Response.objects.filter(wave=OuterRef("pk"), batch=None))
    return [
        LeftOut(
            "other_surveys",
            _("The answers are of another survey than the feedback of an event."),
            others_of(scope).select_related("wave__event").order_by("counts_on", "pk"),
        ),
        LeftOut(
            "waiting",
            _("Answers of the event wait until there are enough of them, or it is closed."),
            waves_of(scope).filter(waits).select_related("event"),
            WAVE_COLUMNS,
        ),
    ]


def _not_asked(scope: Scope) -> list[LeftOut]:
    nobody, others = waves_of(scope).filter(asked_count=0), waves_of(scope, kinds=OTHER_KINDS)
    return [
        LeftOut("nobody", _("Nobody was asked after the event."), nobody.select_related("event")),
        LeftOut(
            "other_surveys",
            _("It is another survey than the feedback of an event."),
            others.select_related("event"),
        ),
    ]


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
        day="counts_on",
        project="project",
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
        day="counted_on",
        project="project",
        left_out=_not_asked,
        model=Wave,
    ),
    SAID,
)
PASSAGE = passages.Passage("surveys.feedback", _("Feedback of the events"), told)


def register_all() -> None:
    """Makes the measures and the passage of feedback known to reports."""
    for measure in MEASURES:
        register(measure)
    passages.register(PASSAGE)
