"""The change from before to later: of the same people only, and of enough of them only."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from talkoot.surveys.models import Form, Item, PairResult, Response, Study, Wave
from talkoot.surveys.queries.asking import items_of

SCORE = "score"
HUNDRED = 100
Answers = Mapping[str, Mapping[str, Any]]
"""The values of each pseudonym's answer."""
Value = Callable[[Mapping[str, Any]], int | None]


@dataclass(frozen=True)
class Question:
    """What is compared: one scale, or the score of an instrument; `shown` are the scales whose results
    are shown by wave."""

    key: str
    wording: int
    value: Value
    shown: Sequence[Value]


def compare(*, study: Study) -> list[PairResult]:
    """Computes what can be told of the change between the closed round before and each closed later
    round, once for all; a second time adds nothing. After the key's end nothing new is computed.

    Each question's pairs are chosen so that they, and all who are not in them on either side, are
    nobody or at least as many as the rule asks for. To reach that some pairs are left out at random.
    """
    with transaction.atomic():
        study = Study.objects.select_for_update(no_key=True).get(pk=study.pk)
        if study.destroyed_at is not None:
            return []
        closed = {wave.kind: wave for wave in study.waves.filter(closed_at__isnull=False)}
        first = closed.get(Wave.Kind.BEFORE)
        made: list[PairResult] = []
        for kind in (Wave.Kind.END, Wave.Kind.FOLLOW_UP):
            second = closed.get(kind)
            if first is None or second is None:
                continue
            if not PairResult.objects.filter(first=first, second=second).exists():
                made += _compared(study, first, second)
        return made


def _compared(study: Study, first: Wave, second: Wave) -> list[PairResult]:
    least = max(first.least, second.least)
    before, later = _answers(first), _answers(second)
    results = []
    for question in _questions(first, second):
        start = _known(before, question.value)
        end = _known(later, question.value)
        earlier = [
            set(one.members)
            for one in PairResult.objects.filter(first=first, item_key=question.key)
        ]
        universes: list[tuple[set[str], Sequence[set[str]]]] = [
            (set(_known(before, one)), earlier) for one in question.shown
        ]
        universes += [(set(_known(later, one)), ()) for one in question.shown]
        # Of a score the sums are not shown, but how many have one.
        universes += [(set(start), earlier), (set(end), ())]
        members = safe(start.keys() & end.keys(), universes, least)
        if members:
            changes = [end[who] - start[who] for who in members]
            results.append(
                PairResult(
                    study=study,
                    first=first,
                    second=second,
                    item_key=question.key,
                    wording=question.wording,
                    pairs=len(members),
                    only_first=len(start) - len(members),
                    only_second=len(end) - len(members),
                    change=sum(changes),
                    up=sum(one > 0 for one in changes),
                    same=sum(one == 0 for one in changes),
                    down=sum(one < 0 for one in changes),
                    members=sorted(members),
                )
            )
    return PairResult.objects.bulk_create(results)


def safe(
    pairs: Iterable[str],
    universes: Sequence[tuple[set[str], Sequence[set[str]]]],
    least: int,
) -> set[str]:
    """As many of the pairs as can be shown. Each universe is all whose sum is shown, with the groups of
    them whose sums are shown already: every part that these and the chosen pairs cut it into is empty
    or at least so many. Whatever shown sums are then added or subtracted, what is left is about nobody
    or about that many."""
    chosen = set(pairs)
    while chosen and (out := _too_few(chosen, universes, least)):
        chosen -= out
    return chosen if len(chosen) >= least else set()


def _too_few(
    chosen: set[str], universes: Sequence[tuple[set[str], Sequence[set[str]]]], least: int
) -> set[str]:
    """Those who must be left out because some part would be too small; nobody when all are enough."""
    for universe, shown in universes:
        parts: dict[tuple[bool, ...], set[str]] = defaultdict(set)
        for who in universe:
            parts[(who in chosen, *(who in group for group in shown))].add(who)
        for mark, part in parts.items():
            if len(part) >= least:
                continue
            if mark[0]:
                return part
            beside = sorted(parts.get((True, *mark[1:]), set()))
            if beside:
                lacking = min(least - len(part), len(beside))
                return set(secrets.SystemRandom().sample(beside, lacking))
    return set()


def _answers(wave: Wave) -> Answers:
    rows = Response.objects.filter(wave=wave).exclude(pseudonym="")
    return dict(rows.values_list("pseudonym", "values"))


def _known(answers: Answers, value: Value) -> dict[str, int]:
    found = {who: value(values) for who, values in answers.items()}
    return {who: one for who, one in found.items() if one is not None}


def _questions(first: Wave, second: Wave) -> list[Question]:
    """The scales that both ask in the same words; those of an instrument together, as its score."""
    asked_later = {(item.key, item.wording) for item in _scales(second)}
    both = [item for item in _scales(first) if (item.key, item.wording) in asked_later]
    of_instrument = [item for item in both if item.version.form.purpose == Form.Purpose.INSTRUMENT]
    questions = [
        Question(item.key, item.wording, _value_of(item), [_value_of(item)])
        for item in both
        if item not in of_instrument
    ]
    if of_instrument:
        questions.append(
            Question(
                SCORE,
                max(item.wording for item in of_instrument),
                _score_of(of_instrument),
                [_value_of(item) for item in of_instrument],
            )
        )
    return questions


def _scales(wave: Wave) -> list[Item]:
    return [item for item in items_of(wave) if item.kind == Item.Kind.SCALE]


def _value_of(item: Item) -> Value:
    """The answer, if it was given to these very words."""

    def value(values: Mapping[str, Any]) -> int | None:
        said = values.get(item.key)
        return int(said["v"]) if said is not None and said["w"] == item.wording else None

    return value


def _score_of(items: Sequence[Item]) -> Value:
    """The mean of an instrument's answers in hundredths, those scored backwards turned round. Nothing
    is counted for whoever left a question out: a mean of the rest, beside the sums of each question,
    would tell what few people answered."""

    def value(values: Mapping[str, Any]) -> int | None:
        given = [(item, _value_of(item)(values)) for item in items]
        turned = [
            item.low + item.high - said if item.is_reversed else said
            for item, said in given
            if said is not None
        ]
        if len(turned) < len(items):
            return None
        return round(HUNDRED * sum(turned) / len(turned))

    return value
