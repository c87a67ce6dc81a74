"""The core questions come with the program, and a changed wording is a new one by itself."""

from pathlib import Path

import pytest

from talkoot.history.models import Entry
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.surveys.models import Form, FormVersion, Item
from talkoot.surveys.operations import load_core
from talkoot.surveys.operations.core import CORE
from talkoot.surveys.queries.forms import newest_core

pytestmark = pytest.mark.django_db
KEYS = [
    "useful", "timely", "learned", "will_use", "arrangements", "heard", "recommend", "best", "change",
]  # fmt: skip  # the list reads as one


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = CORE.read_text("utf-8")
    assert text.count(old) == 1
    path = tmp_path / "core.toml"
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_the_core_is_nine_questions_in_three_languages() -> None:
    version = load_core()
    assert [item.key for item in version.items.all()] == KEYS
    assert {item.wording for item in version.items.all()} == {1}
    for item in version.items.all():
        assert sorted(item.words) == sorted(PRODUCT_LANGUAGES)
    assert version.form.purpose == Form.Purpose.CORE
    assert newest_core() == version
    assert Entry.objects.count() == 0


def test_loading_again_changes_nothing() -> None:
    assert load_core() == load_core()
    assert FormVersion.objects.count() == 1


def test_changed_words_make_a_version_and_only_that_question_a_new_wording(tmp_path: Path) -> None:
    first = load_core()
    second = load_core(path=changed(tmp_path, "Aihe oli ajankohtainen.", "Aihe oli ajan hermolla."))
    assert (second.number, newest_core()) == (2, second)
    assert {item.key: item.wording for item in second.items.all()} == {
        key: 2 if key == "timely" else 1 for key in KEYS
    }
    assert first.items.get(key="timely").words["fi"] == "Aihe oli ajankohtainen."


def test_words_that_come_back_are_the_wording_that_they_were(tmp_path: Path) -> None:
    load_core()
    load_core(path=changed(tmp_path, "Aihe oli ajankohtainen.", "Aihe oli ajan hermolla."))
    third = load_core()
    assert third.number == 3
    assert set(third.items.values_list("wording", flat=True)) == {1}


def test_a_wider_scale_is_another_wording(tmp_path: Path) -> None:
    load_core()
    second = load_core(path=changed(tmp_path, "low = 0\n", "low = 1\n"))
    assert second.items.get(key="recommend").wording == 2


def test_help_is_not_part_of_the_wording(tmp_path: Path) -> None:
    load_core()
    second = load_core(path=changed(tmp_path, "Esimerkiksi tieto etukäteen", "Vaikkapa tieto"))
    assert second.number == 2
    assert set(Item.objects.filter(version=second).values_list("wording", flat=True)) == {1}
