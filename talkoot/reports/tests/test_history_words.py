"""Every verb that reports record has its sentence in a project's history."""

import re
from pathlib import Path

from talkoot.history.verbs import sentence_of
from talkoot.reports import operations
from talkoot.reports.views.history_words import VERBS

ROOM = Path(operations.__file__).parent


def test_every_verb_has_a_sentence_and_every_sentence_a_verb() -> None:
    text = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    recorded = set(re.findall(r'"(reports\.[a-z_]+)"', text))
    assert sorted(recorded - VERBS.keys()) == []
    assert sorted(VERBS.keys() - recorded) == []


def test_the_sentences_are_known_to_the_pages_of_lower_areas() -> None:
    assert {str(sentence_of(verb)) for verb in VERBS} == {str(said) for said in VERBS.values()}
    assert sentence_of("nobody.told") == "nobody.told"
