"""Results are sums of whole batches: right, and of nobody that could be found."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.projects.tests.factories import area as make_area
from talkoot.surveys import operations
from talkoot.surveys.measures.told import told, told_from
from talkoot.surveys.models import Batch, Form, FormVersion, Item, Response, Tally, Wave
from talkoot.surveys.queries.ledger import batches_of, core_items, ledger_of
from talkoot.surveys.queries.results import ItemResult, Results, results_of
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


def say(wave: Wave, *values: int, key: str = "useful", v: Any = None) -> None:
    """These answers were given to one question."""
    Wave.objects.filter(pk=wave.pk).update(has_answers=True)
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values={key: {"w": 1, "v": v or value}})
        for value in values
    )
    for _one in values:
        make.asked(wave, has_answered=True)


def closed(wave: Wave, *values: int) -> Wave:
    say(wave, *values)
    return operations.close(wave=wave, by=None)


def of(results: Results, key: str = "useful") -> ItemResult:
    return next(one for one in results.items if one.item.key == key)


@pytest.mark.parametrize(("number", "shown"), [(4, 0), (5, 5), (6, 6)])
def test_nothing_is_shown_of_fewer_than_the_rule_asks_for(number: int, shown: int) -> None:
    wave = closed(make.wave(), *[5] * number)
    results = results_of(wave)
    assert (results.answers, of(results).answered, results.pooled) == (shown, shown, not shown)
    assert {one.answered for one in results.items if one.item.key != "useful"} == {0}


def test_a_question_that_too_few_answered_is_not_shown_though_the_wave_is() -> None:
    wave = make.wave()
    say(wave, 5, 5, 5, 5)
    say(wave, 1, 1, key="timely")
    results = results_of(operations.close(wave=wave, by=None))
    assert (results.answers, of(results).answered, of(results, "timely").answered) == (6, 0, 0)
    assert of(results, "timely").mean is None


def test_a_scale_has_its_distribution_mean_and_margin() -> None:
    wave = make.wave()
    make.asked(wave)
    results = results_of(closed(wave, 5, 5, 4, 4, 3, 3))
    useful = of(results)
    assert [(one.value, one.count) for one in useful.points] == [
        ("1", 0), ("2", 0), ("3", 2), ("4", 2), ("5", 2),
    ]  # fmt: skip  # one scale
    assert useful.mean == 4
    assert useful.margin is not None
    # Student's t of 5 degrees is 2.571; the spread is √(4/5), of six answers.
    assert abs(useful.margin - 0.939) < 0.01
    assert (results.asked, round(results.rate or 0, 2)) == (7, 0.86)
    assert of(results_of(closed(make.wave(), *[4] * 6))).margin is None


def test_a_recommendation_has_a_score_from_thirty_answers_on() -> None:
    few, many = make.wave(), make.wave()
    say(few, *[10] * 29, key="recommend")
    say(many, *[9, 10] * 10, *[7] * 5, *[0, 6] * 4, key="recommend")
    assert of(results_of(operations.close(wave=few, by=None)), "recommend").score is None
    score = of(results_of(operations.close(wave=many, by=None)), "recommend").score
    assert score == round(100 * (20 - 8) / 33)


def test_many_choices_and_numbers_are_counted_by_those_who_answered() -> None:
    wave = make.wave(own=make.form("many", "number"))
    say(wave, *range(6), key="oma-many", v=["yksi", "kaksi"])
    say(wave, *range(5), key="oma-number", v={"number": 10})
    results = results_of(operations.close(wave=wave, by=None))
    many, number = of(results, "oma-many"), of(results, "oma-number")
    assert [(one.value, one.count) for one in many.points] == [
        ("yksi", 6),
        ("kaksi", 6),
        ("kolme", 0),
    ]
    assert (many.answered, number.answered, number.mean) == (6, 5, 10)


def test_an_open_wave_shows_results_in_large_steps_that_never_change() -> None:
    wave = make.wave()
    say(wave, *[5] * 9)
    operations.release(wave=wave)
    assert results_of(wave).answers == 0
    say(wave, 5)
    operations.release(wave=wave)
    operations.release(wave=wave)
    assert results_of(wave).answers == 5
    assert results_of(closed(wave, 5)).answers == 11


def test_small_events_are_shown_together_and_nothing_is_lost() -> None:
    project = make.running_project()
    small = [closed(make.wave(make.event(project=project)), 5, 4) for _one in range(2)]
    assert ledger_of(project).answers == 0
    large = closed(make.wave(make.event(project=project)), 3, 3, 3, 3, 3)
    third = closed(make.wave(make.event(project=project)), 1)
    ledger = ledger_of(project)
    assert [line.shown for line in ledger.lines] == [0, 0, 5, 0]
    assert {wave.pk for wave in (*small, large, third)} == {line.wave.pk for line in ledger.lines}
    assert (ledger.answers, ledger.pooled, ledger.answered, ledger.waiting) == (10, 5, 10, 0)
    assert next(one.answered for one in ledger.items if one.item.key == "useful") == 10


def test_other_surveys_are_never_added_to_the_feedback_of_events() -> None:
    project = make.running_project()
    closed(make.wave(make.event(project=project)), 5, 5, 5)
    closed(make.wave(kind="needs", event=None, project=project), 1, 1, 1)
    assert Batch.objects.count() == 0
    closed(make.wave(kind="needs", event=None, project=project), 1, 1)
    assert Batch.objects.get().is_of_events is False
    assert ledger_of(project).answers == 0
    closed(make.wave(make.event(project=project)), 5, 5, 5, 5, 5)
    ledger = ledger_of(project)
    useful = next(one for one in ledger.items if one.item.key == "useful")
    assert (ledger.answers, useful.answered, useful.mean) == (5, 5, 5)
    assert [one.answers for one in ledger.quarters] == [5]


def test_a_tally_is_of_its_batchs_project_whatever_is_said() -> None:
    project, other = make.running_project(), make.running_project()
    closed(make.wave(make.event(project=project)), 5, 5, 5, 5, 4)
    filled = Tally.objects.values_list("project", "is_of_events")
    assert set(filled.all()) == {(project.pk, True)}
    Tally.objects.update(project=other, is_of_events=False)
    assert set(filled.all()) == {(project.pk, True)}


def test_the_ledger_is_asked_alike_however_many_events_there_are() -> None:
    project = make.running_project()
    for _turn in range(3):
        closed(make.wave(make.event(project=project)), 5, 5, 5, 5, 4)
    with CaptureQueriesContext(connection) as asked:
        ledger = ledger_of(project)
    assert len(asked) == 6
    make.asked(make.wave(make.event(project=project)))
    with CaptureQueriesContext(connection) as with_open:
        assert ledger_of(project).asked == 16
    assert len(with_open) == 7
    assert (ledger.waves, ledger.asked, ledger.answers, ledger.rate) == (3, 15, 15, 1)
    assert [round(dict(line.means)[ledger.scales[0]] or 0, 1) for line in ledger.lines] == [4.8] * 3
    assert [(one.number, one.answers) for one in ledger.quarters] == [
        ((timezone.localdate(wave.event.ends_at).month + 2) // 3, 15)
        for wave in Wave.objects.all()[:1]
        if wave.event
    ]


def test_two_wordings_are_two_rows_and_are_never_joined() -> None:
    project = make.running_project()
    closed(make.wave(make.event(project=project)), 5, 5, 5, 5, 5)
    form = Form.objects.get(purpose="core")
    newer = FormVersion.objects.create(form=form, number=2)
    for item in Item.objects.filter(version__number=1):
        item.pk, item.version = None, newer
        item.wording = 2 if item.key == "useful" else 1
        item.save()
    FormVersion.objects.filter(pk=newer.pk).update(published_at=timezone.now())
    wave = make.wave(make.event(project=project), core=newer)
    Wave.objects.filter(pk=wave.pk).update(has_answers=True)
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values={"useful": {"w": 2, "v": 1}})
        for _one in range(5)
    )
    operations.close(wave=wave, by=None)
    ledger = ledger_of(project)
    useful = [one for one in ledger.items if one.item.key == "useful"]
    assert [(one.item.wording, one.answered, one.mean) for one in useful] == [(2, 5, 1), (1, 5, 5)]
    keys = [item.key for item in core_items(list(Wave.objects.all()))]
    assert keys[:3] == ["useful", "useful", "timely"]


def test_the_ready_paragraph_tells_what_was_asked_and_said() -> None:
    project = make.running_project()
    assert told(Scope((project.pk,))) is None
    wave = make.wave(make.event(project=project))
    for _one in range(5):
        make.asked(wave)
    closed(wave, 5, 5, 5, 5, 5, 3)
    with translation.override("en"):
        passage = told(Scope((project.pk,)))
    assert passage is not None
    assert passage.paragraphs == [
        "Feedback was asked after 1 event. 6 of the 11 who were asked answered (55 %). "
        "Of 6 answers 83 % found the content useful to them (mean 4.7 of 5)."
    ]
    assert passage.rows == [["The content is useful to me.", "6", "4.7", "83 %"]]


# --- an attacker who sees everything that is ever shown ------------------------------------------------
QUESTIONS = ("useful", "timely")
Seen = frozenset[str]


def shown_now(project: Project) -> list[tuple[str, Seen]]:
    """What each result that can be seen at this moment is made of: by question, which answers. Each
    answer of the test has a value of its own, so that its count shows it."""
    today = timezone.localdate()
    scopes = [Scope((project.pk,)), Scope((project.pk,), until=today), Scope((project.pk,), today)]
    scopes += [
        Scope((project.pk,), partnership=one.pk, until=until)
        for one in project.partnerships.all()
        for until in (None, today)
    ]
    seen = [batches_of(scope) for scope in scopes]
    for field in ("wave", "partnership", "area"):
        batches = Batch.objects.filter(project=project).order_by()
        keys = batches.values_list(field, flat=True).distinct()
        seen += [batches.filter(**{field: key}) for key in keys]
    return [
        (key, frozenset(rows.filter(item_key=key).values_list("value", flat=True)))
        for rows in (Tally.objects.filter(batch__in=batches) for batches in seen)
        for key in QUESTIONS
    ]


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The rows with as many answers taken out of each by the others as can be (Gauss and Jordan)."""
    rows, lead = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(lead, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[lead], rows[pivot] = rows[pivot], rows[lead]
        rows[lead] = [value / rows[lead][column] for value in rows[lead]]
        for n, row in enumerate(rows):
            if n != lead and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[lead], strict=True)]
        lead += 1
    return rows[:lead]


def everyone_is_hidden(shown: set[Seen], least: int) -> bool:
    """Whether no sum of multiples of the results is of fewer answers than `least`. Answers that are in
    the very same results cannot be told apart: whatever is computed, all of them are in it alike."""
    answers = sorted(frozenset[str]().union(*shown))
    results = [one for one in shown if one]
    alike = Counter(tuple(one in result for result in results) for one in answers)
    combined = reduced([[Fraction(one in result) for one in answers] for result in results])
    found = [sum(1 for factor in row if factor) for row in combined]
    return min([*alike.values(), *found], default=least) >= least


def test_the_attacker_finds_what_is_not_hidden() -> None:
    people = [str(number) for number in range(11)]
    assert everyone_is_hidden({frozenset(people), frozenset(people[:5])}, 5)
    assert not everyone_is_hidden({frozenset(people), frozenset(people[:7])}, 5)
    overlapping = {frozenset(people[:6]), frozenset(people[3:9]), frozenset(people[:9])}
    assert not everyone_is_hidden(overlapping, 5)


EVENTS = some.integers(0, 3)
STEP = some.one_of(
    some.tuples(some.just("answer"), EVENTS, some.integers(1, 8)),
    some.tuples(some.sampled_from(["release", "close"]), EVENTS, some.just(0)),
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    places=some.lists(some.sampled_from(["", "partner", "area"]), min_size=4, max_size=4),
    steps=some.lists(STEP, max_size=9),
)
def test_no_difference_of_results_tells_of_fewer_people_than_the_rule_asks_for(
    places: list[str], steps: list[tuple[str, int, int]]
) -> None:
    project = make.running_project()
    share = make.partnership(project, role="part_implementer")
    area = make_area()
    waves = []
    for number, place in enumerate(places):
        event = make.event(project=project, starts_at=timezone.now() - timedelta(days=number))
        partnership, of = (
            (share if place == "partner" else None),
            (area if place == "area" else None),
        )
        waves.append(make.wave(event, partnership=partnership, area=of))
    shown: dict[str, set[Seen]] = {key: set() for key in QUESTIONS}
    given_in_all = 0
    for verb, number, count in [*steps, *(("close", one, 0) for one in range(4))]:
        wave = Wave.objects.get(pk=waves[number].pk)
        if verb == "answer" and wave.closed_at is None:
            Wave.objects.filter(pk=wave.pk).update(has_answers=True)
            for own in range(given_in_all, given_in_all + count):
                values = {key: {"w": 1, "v": own} for key in QUESTIONS[: 1 + own % 2]}
                Response.objects.create(wave=wave, anonymity="anonymous", values=values)
            given_in_all += count
        elif verb == "release":
            operations.release(wave=wave)
        elif verb == "close":
            operations.close(wave=wave, by=None)
        for key, one in shown_now(project):
            shown[key].add(one)
    assert [everyone_is_hidden(shown[key], 5) for key in QUESTIONS] == [True, True]
    # Nothing that could be shown is lost: what waits in the end is too little to be shown.
    left = Response.objects.filter(wave__project=project, batch=None).count()
    assert left < 5
    batches = Batch.objects.filter(project=project)
    assert sum(batches.values_list("answers", flat=True)) == given_in_all - left


def test_the_ledger_counts_what_has_begun_and_shares_of_those_whose_answers_are_shown() -> None:
    project = make.running_project()
    closed(make.wave(make.event(project=project)), 5, 5, 5, 5, 4)
    small = closed(make.wave(make.event(project=project)), 1)
    for _each in range(6):
        make.asked(small)
    Wave.objects.filter(pk=small.pk).update(asked_in_all=7)
    coming = make.wave(make.event(project=project), opens_at=timezone.now() + timedelta(days=7),
                       closes_at=timezone.now() + timedelta(days=9))  # fmt: skip  # one wave
    make.asked(coming)
    make.wave(make.event(project=project))  # nobody has been asked yet
    ledger = ledger_of(project)
    assert (ledger.waves, ledger.asked, ledger.answered, ledger.asked_of_shown) == (2, 12, 6, 5)
    with translation.override("en"):
        words = told_from(ledger)
        assert words is not None
        assert "Of 5 answers 100 % found the content useful" in words.paragraphs[0]
