"""Bringing in invented answers, for the demonstration; results are made of them as of any others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.surveys.models import Asked, Item, OpenText, Response, Wave
from talkoot.surveys.operations.answering import pseudonym_of
from talkoot.surveys.operations.mixing import hold
from talkoot.surveys.operations.waves import close, subject_of
from talkoot.surveys.queries.asking import items_of
from talkoot.surveys.queries.masking import masked, names_near

AT_ONCE = 2000


class AnswersNotInvented(Refused):
    sentence = _("Only invented answers are brought in.")
    next_step = _("Real people answer by their own links.")


@dataclass(frozen=True)
class Given:
    """One invented answer: values by question, and words by question."""

    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    are_checked: bool = False


def load_answers(*, wave: Wave, given: Sequence[Given | None], by: Person | None) -> int:
    """Brings in the answers of those who were asked, in their order, None for whoever did not answer;
    where everybody may answer, all of them. Then closes the wave, which makes the results. Returns how
    many answered. Only for a wave that is said to be invented.

    Refuses with AnswersNotInvented (real feedback, or answers are there already) and KeyDestroyed.
    Records `surveys.load_answers` with how many.
    """
    with transaction.atomic():
        wave = hold(wave=wave)
        if not wave.is_invented or wave.has_answers or wave.closed_at is not None:
            raise AnswersNotInvented
        told = [one for one in given if one is not None]
        pseudonyms = ["" for _one in told]
        if not wave.is_open_to_all:
            rows = Asked.objects.filter(wave=wave).select_related("registration", "wave")
            pairs = zip(rows.order_by("pk"), given, strict=False)
            answered = [(asked, one) for asked, one in pairs if one is not None]
            told = [one for _asked, one in answered]
            pseudonyms = [pseudonym_of(asked) for asked, _one in answered]
            Asked.objects.filter(pk__in=[asked.pk for asked, _one in answered]).update(
                has_answered=True
            )
        wave.has_answers = bool(told)
        wave.save(update_fields=["has_answers"])
        _write(wave, told, pseudonyms)
        record(
            "surveys.load_answers",
            on=subject_of(wave),
            by=by,
            part=wave,
            changes={"count": [None, len(told)]},
        )
        close(wave=wave, by=by)
    return len(told)


def _write(wave: Wave, told: Sequence[Given], pseudonyms: Sequence[str]) -> None:
    items = {item.key: item for item in items_of(wave)}
    Response.objects.bulk_create(
        (
            Response(
                wave=wave,
                anonymity=wave.anonymity,
                pseudonym=pseudonym,
                values={
                    key: {"w": items[key].wording, "v": value} for key, value in one.values.items()
                },
            )
            for one, pseudonym in zip(told, pseudonyms, strict=True)
        ),
        batch_size=AT_ONCE,
    )
    near = names_near(wave)
    OpenText.objects.bulk_create(
        (
            OpenText(
                wave=wave,
                item_key=key,
                wording=items[key].wording,
                text=masked(text, near),
                state=OpenText.State.SHOWN if one.are_checked else OpenText.State.NEW,
            )
            for one in told
            for key, text in one.texts.items()
            if items[key].kind == Item.Kind.TEXT
        ),
        batch_size=AT_ONCE,
    )
