"""What becomes of invitations and pseudonyms when a person is erased, or two turn out to be one."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.surveys.models import Asked, PairResult, Response, Study, StudyKey, Wave
from talkoot.surveys.operations.mixing import mix
from talkoot.surveys.operations.pseudonyms import nobodys, of_address, of_person


@transaction.atomic
def forget_erased(*, person: Person) -> None:
    """Whoever is erased is asked no more, and nothing leads to what they have answered. Registered with
    people's `before_erasure`, whose entry tells of it.

    Their unanswered invitations end, and with them the links. Under a study's key each of their
    pseudonyms becomes one that no key makes. So their answers stay as nobody's, before and after still
    joined: were they deleted, what is shown already would tell by subtraction what they were.
    """
    _asked(person).filter(has_answered=False).delete()
    for study, key in _keys():
        for old in (of_person(key, person.pk), of_address(key, person.email)):
            _rename(study, old, nobodys())


@transaction.atomic
def settle_two_asked(*, duplicate: Person, into: Person, by: Person | None) -> None:
    """Of two persons who are one, one invitation of each wave remains. Registered with people's
    `before_merge`, whose entry tells of it.

    If one was answered, it is that one; if both were, both answers count, for nobody can tell which
    they are. Under a study's key the answers that the duplicate gave to a sign-up get the pseudonym of
    the one who stays, so that before and after are joined; but not in a round that both answered, where
    the duplicate's stay apart. An address that was asked without a sign-up keeps its own pseudonym.
    """
    for wave in Wave.objects.filter(asked__in=_asked(duplicate)).distinct().order_by("pk"):
        rows = list(_asked(duplicate, into).filter(wave=wave).select_related("registration"))
        rows.sort(key=lambda one: (not one.has_answered, *_place(one, into)))
        spare = [one.pk for one in rows[1:] if not one.has_answered]
        Asked.objects.filter(pk__in=spare).delete()
    for study, key in _keys():
        _rename(study, of_person(key, duplicate.pk), of_person(key, into.pk))


def _asked(*persons: Person) -> QuerySet[Asked]:
    whose = Q(registration__person__in=persons)
    for person in persons:
        if person.email:
            whose |= Q(registration=None, email__iexact=person.email)
    return Asked.objects.filter(whose)


def _place(asked: Asked, into: Person) -> tuple[bool, bool, int]:
    who = asked.registration
    stays = who.person_id == into.pk if who else asked.email.lower() == into.email.lower()
    return who is None, not stays, asked.pk


def _keys() -> Iterable[tuple[Study, bytes]]:
    """The studies that still have their key."""
    rows = StudyKey.objects.select_related("study").order_by("study__project_id", "study_id")
    return [(row.study, bytes(row.secret)) for row in rows]


def _rename(study: Study, old: str, new: str) -> None:
    """In each round where the new pseudonym has not answered, and in the pairs that are shown of it."""
    answers = Response.objects.filter(wave__study=study, pseudonym=old)
    shown = PairResult.objects.filter(study=study, members__contains=old)
    if not answers.exists() and not shown.exists():
        return
    # In one order for all: the project, the study, and then a wave.
    Project.objects.select_for_update(no_key=True).get(pk=study.project_id)
    Study.objects.select_for_update(no_key=True).get(pk=study.pk)
    rounds = study.waves.filter(responses__pseudonym=old).exclude(responses__pseudonym=new)
    for wave in list(rounds.order_by("pk")):
        answers.filter(wave=wave).update(pseudonym=new)
        # One rewritten row would bear the number of the transaction that tells of the person.
        mix(wave=wave)
    # Pairs are known by the pseudonyms of the round before.
    for result in shown.exclude(first__in=answers.values("wave")):
        result.members = sorted(new if one == old else one for one in result.members)
        result.save(update_fields=["members"])
