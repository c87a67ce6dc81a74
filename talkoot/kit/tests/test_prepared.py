"""What is put into SQL once: it answers what the queryset would, and writes what `save` would."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django_tasks_db.models import DBTaskResult

from talkoot.kit import prepared
from talkoot.kit.prepared import Given, Question
from talkoot.kit.tasks import tidy

pytestmark = pytest.mark.django_db

MADE_AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def task_row(**fields: Any) -> "DBTaskResult[Any, Any]":
    told = {"task_path": "talkoot.kit.tasks.tidy", "backend_name": "default", "run_after": MADE_AT}
    return DBTaskResult(args_kwargs={"args": ["å"], "kwargs": {}}, **{**told, **fields})


@pytest.mark.parametrize("grows_fast", [False, True])
def test_a_question_answers_anew_what_its_queryset_would(grows_fast: bool) -> None:
    question = Question(
        lambda: (
            DBTaskResult.objects.filter(queue_name=Given("queue"))
            .annotate(mark=Value("x"))
            .order_by("priority")
        ),
        grows_fast=grows_fast,
    )
    assert question.rows(queue="a") == []
    for queue, priority in (("a", 2), ("b", 1), ("a", 1)):
        task_row(queue_name=queue, priority=priority).save()
        rows = question.rows(queue=queue)
        assert rows == list(DBTaskResult.objects.filter(queue_name=queue).order_by("priority"))
    first = question.row(queue="a")
    assert first is not None
    assert (first.priority, first.args_kwargs["args"], vars(first)["mark"]) == (1, ["å"], "x")
    assert question.row(queue="c") is None


def test_a_value_is_never_part_of_the_question() -> None:
    question = Question(lambda: DBTaskResult.objects.filter(queue_name=Given("queue")))
    assert question.rows(queue="' OR true --") == []


def test_the_log_of_questions_tells_what_was_asked_when_only_its_name_was_sent(
    count_queries: Any,
) -> None:
    question = Question(lambda: DBTaskResult.objects.filter(queue_name=Given("queue")))
    question.rows(queue="a")
    question.rows(queue="a")
    with count_queries() as asked:
        question.rows(queue="a")
    assert [one["sql"].split()[0] for one in asked] == ["SELECT"]


@time_machine.travel(MADE_AT, tick=False)
def test_a_new_row_is_written_as_save_writes_it() -> None:
    written, saved = task_row(), task_row()
    assert prepared.write_new(written)
    saved.save()
    columns = {field.attname for field in DBTaskResult._meta.concrete_fields} - {"id"}
    told = [
        {name: getattr(DBTaskResult.objects.get(pk=row.pk), name) for name in columns}
        for row in (written, saved)
    ]
    assert told[0] == told[1]
    assert (written._state.adding, written._state.db) == (False, connection.alias)


def test_a_row_that_is_taken_is_a_fault_unless_one_asks() -> None:
    known = uuid.uuid4()
    prepared.write_new(task_row(pk=known))
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.write_new(task_row(pk=known))
    assert prepared.write_new(task_row(pk=known), unless_taken=True) is False
    assert DBTaskResult.objects.filter(pk=known).count() == 1


def test_a_task_is_enqueued_as_the_library_does_it() -> None:
    result = tidy.enqueue()
    row = DBTaskResult.objects.get(pk=result.id)
    assert (row.task_path, row.args_kwargs) == (tidy.module_path, {"args": [], "kwargs": {}})
    assert list(DBTaskResult.objects.ready()) == [row]
