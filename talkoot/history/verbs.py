"""What each verb of the history is called: an area tells it of its own operations."""

from collections.abc import Mapping

from django.utils.functional import Promise

Sentence = str | Promise

_sentences: dict[str, Sentence] = {}


def name_verbs(sentences: Mapping[str, Sentence]) -> None:
    """Makes the sentences of an area's verbs (`reports.freeze`) known to the pages of lower areas.

    Called from an area's `AppConfig.ready()`.
    """
    _sentences.update(sentences)


def sentence_of(verb: str) -> Sentence:
    """The sentence of a verb; the verb itself where no area has told one."""
    return _sentences.get(verb, verb)
