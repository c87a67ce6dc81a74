"""The demonstration's feedback: invented, said to be, and felt timely and useful as the source tells."""

from collections import Counter
from decimal import Decimal

from talkoot.events.models import Event
from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.surveys.models import Batch, Needs, OpenText, PairResult, Said, Study, Tally, Wave
from talkoot.surveys.queries.ledger import ledger_of
from talkoot.surveys.queries.own_questions import own_questions_of
from talkoot.surveys.queries.studies import (
    compared,
    needs_by_sector,
    rounds_of,
    sectors_of,
)
from talkoot.surveys.queries.texts import themes_of


def felt(key: str) -> tuple[int, Decimal, int]:
    """How many answered the question at the events, its mean, and of a hundred how many chose 4 or 5."""
    rows = Tally.objects.filter(
        batch__project__slug="etana-enemman", batch__wave__kind="event", item_key=key
    )
    counts: Counter[int] = Counter()
    for value, count in rows.values_list("value", "count"):
        counts[int(value)] += count
    answered = counts.total()
    mean = Decimal(sum(value * count for value, count in counts.items())) / answered
    return answered, round(mean, 1), 100 * (counts[4] + counts[5]) // answered


class FeedbackThere:
    """What holds of the feedback once the demonstration has been loaded."""

    def test_every_event_of_etana_enemman_has_feedback_that_is_said_to_be_invented(self) -> None:
        events = Event.objects.filter(project__slug="etana-enemman")
        waves = Wave.objects.filter(event__in=events, is_invented=True, closed_at__isnull=False)
        assert waves.count() == events.count() == 16
        assert Wave.objects.filter(is_invented=False).count() == 0

    def test_it_was_felt_timely_and_useful_counted_from_rows(self) -> None:
        for key in ("timely", "useful"):
            answered, mean, high = felt(key)
            assert answered > 200
            assert mean >= Decimal("4.2")
            assert high >= 80

    def test_all_of_it_is_counted_somewhere(self) -> None:
        answered = sum(
            wave.asked.filter(has_answered=True).count()
            for wave in Wave.objects.filter(kind="event", project__slug="etana-enemman")
        )
        batches = Batch.objects.filter(project__slug="etana-enemman").exclude(wave__kind="before")
        counted = sum(batches.exclude(wave__kind="end").values_list("answers", flat=True))
        assert counted == answered

    def test_the_coachings_asked_of_peer_support_too(self) -> None:
        project = Project.objects.get(slug="etana-enemman")
        (own,) = own_questions_of(ledger_of(project), Scope((project.pk,)))
        assert own.events == 7
        felt_support, wished = (one.result for one in own.items)
        assert felt_support.answered >= 20
        assert (felt_support.mean or 0) >= 3.5
        assert sum(one.count for one in wished.points) > wished.answered  # several of many

    def test_its_texts_are_marked_with_themes_and_some_wait_for_a_check(self) -> None:
        project = Project.objects.get(slug="etana-enemman")
        marked = themes_of(project)
        assert len(marked) == 4
        shown = OpenText.objects.filter(wave__project=project, state=OpenText.State.SHOWN)
        of_events = shown.filter(wave__kind="event", is_released=True)
        assert all(0 < number < of_events.count() for _theme, number in marked)
        assert not of_events.filter(marks=None).exclude(text__startswith="Aihe osui").exists()
        assert OpenText.objects.filter(wave__project=project, state=OpenText.State.NEW).exists()

    def test_the_same_people_before_and_after(self) -> None:
        study = Study.objects.get()
        (one,) = compared(study, rounds_of(study))
        assert len(one.changes) == 4
        assert all(change.pairs is not None for change in one.changes)
        assert PairResult.objects.filter(pairs__lt=20).count() == 0

    def test_the_needs_of_the_sectors_are_shown_but_for_one_that_is_too_small(self) -> None:
        needs = Needs.objects.get()
        sectors = sectors_of(needs)
        assert [one.shown for one in sectors] == [14, 9, 8, 7, 0]
        first = needs_by_sector(needs, sectors)[0]
        assert first.lines[0].words == "Sosionomeja"

    def test_the_door_of_kangasala_has_a_few_sayings_and_one_reply(self) -> None:
        states = Said.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["answered", "in_hand", "new", "new"]
        assert all("(Keksitty palaute.)" in said.text for said in Said.objects.all())
