"""Answering: the invitation is burned, and then, apart from it, the answer is kept."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format

from talkoot.kit.refusals import refused_by
from talkoot.people.models import hash_of
from talkoot.surveys.models import Asked, Item, OpenText, Response, StudyKey, Wave
from talkoot.surveys.operations import refusals
from talkoot.surveys.operations.mixing import WITH_EACH, hold, mix
from talkoot.surveys.operations.pseudonyms import nobodys, of_address, of_person
from talkoot.surveys.operations.waves import ask_missing
from talkoot.surveys.queries.asking import items_of
from talkoot.surveys.queries.masking import masked, names_near

BROKEN = ("08", "57")
"""Classes of PostgreSQL's error codes: the connection failed, or the server was stopped."""


def find_invitation(*, token: str) -> Asked:
    """The invitation of a mailed link, whose wave takes answers. Changes nothing.

    Refuses with LinkNotKnown, WaveNotOpenYet, WaveClosed, AlreadyAnswered.
    """
    asked = Asked.objects.with_link(token).select_related("wave").first() if token else None
    if asked is None:
        raise refusals.LinkNotKnown
    _refuse_closed(asked.wave)
    if asked.has_answered:
        raise refusals.AlreadyAnswered
    return asked


def find_by_address(*, wave: Wave, address: str) -> Asked:
    """The invitation of one who types, at the code on the screen, the address they signed up with; they
    may have done so after the feedback was opened.

    Refuses with NotOnTheList, AlreadyAnswered, WaveNotOpenYet, WaveClosed.
    """
    _refuse_closed(wave)
    written = address.strip().lower()
    if not written:
        raise refusals.NotOnTheList
    found = _by_address(wave, written)
    if found is None:
        ask_missing(wave=wave)
        found = _by_address(wave, written)
    if found is None:
        raise refusals.NotOnTheList
    if found.has_answered:
        raise refusals.AlreadyAnswered
    return found


def _by_address(wave: Wave, written: str) -> Asked | None:
    rows = Asked.objects.filter(wave=wave).alias(
        registered=Lower("registration__email"), given=Lower("email")
    )
    return rows.filter(registered=written).first() or rows.filter(given=written).first()


def find_unnamed(*, wave: Wave) -> Asked:
    """A free place of those who were there without signing up, and may have been counted only after the
    feedback was opened; in a wave that is open to everybody, a new one. Refuses with EverybodyAnswered,
    WaveNotOpenYet, WaveClosed."""
    _refuse_closed(wave)
    if wave.is_open_to_all:
        return Asked(wave=wave)
    places = Asked.objects.filter(_unnamed(wave))
    free = places.first()
    if free is None:
        ask_missing(wave=wave)
        free = places.all().first()
    if free is None:
        raise refusals.EverybodyAnswered
    return free


def answer(
    *,
    asked: Asked,
    values: Mapping[str, Any],
    texts: Mapping[str, str],
    language: str,
    once: str = "",
) -> None:
    """Takes one answer: `values` is {item key: value or list of values}, `texts` {item key: words}.
    `once` is drawn for a form of who did not sign up: the same form sent again is refused.

    In an anonymous wave this is two transactions: the first burns the invitation, the second keeps the
    answer and rewrites it with others in random order. So nothing ties them. If the second fails, the
    invitation is given back; a process that dies between the two loses one answer, and never is one
    doubled. It leaves no history. It must not be called inside a transaction.
    Refuses with AlreadyAnswered, EverybodyAnswered, NothingAnswered, WaveNotOpenYet, WaveClosed,
    KeyDestroyed.
    """
    wave = asked.wave
    items = {item.key: item for item in items_of(wave)}
    kept = {
        key: {"w": items[key].wording, "v": value}
        for key, value in values.items()
        if key in items and items[key].kind != Item.Kind.TEXT and value not in (None, "", [])
    }
    words = {key: text.strip() for key, text in texts.items() if key in items and text.strip()}
    if not kept and not words:
        raise refusals.NothingAnswered
    _refuse_closed(wave)
    pseudonym = pseudonym_of(asked)
    with _burned(asked, once), transaction.atomic(durable=True):
        # Held from the first statement: two who come at once follow each other, and what was closed
        # meanwhile takes no more, or the late answer could be told from the others.
        _refuse_closed(hold(wave=wave))
        quiet = Q(has_answers=False) | Q(is_unmixed=False)
        Wave.objects.filter(quiet, pk=wave.pk).update(has_answers=True, is_unmixed=True)
        response = Response.objects.create(
            wave=wave,
            anonymity=wave.anonymity,
            pseudonym=pseudonym,
            registration=asked.registration if wave.anonymity == "named" else None,
            values=kept,
        )
        near = names_near(wave) if words else ()
        written = OpenText.objects.bulk_create(
            OpenText(
                wave=wave,
                item_key=key,
                wording=items[key].wording,
                text=masked(text, near),
                language=language,
            )
            for key, text in sorted(words.items(), key=lambda _one: secrets.randbits(32))
        )
        new = [response.pk, *(text.pk for text in written)]
        mix(wave=wave, most=WITH_EACH + len(new), also=new)


def _refuse_closed(wave: Wave) -> None:
    if wave.closed_at is None and wave.opens_at > timezone.now():
        opens = date_format(timezone.localtime(wave.opens_at), "j.n.Y G.i")
        raise refusals.WaveNotOpenYet(opens=opens)
    if not wave.is_open:
        raise refusals.WaveClosed


@contextmanager
def _burned(asked: Asked, once: str) -> Iterator[None]:
    """With the invitation burned, in a transaction of its own; given back if what is done then fails."""
    number = _burn(asked, once)
    try:
        yield
    except Exception as fault:
        if number is not None and not _is_unknown(fault):
            _give_back(asked.wave, number)
        raise


def _give_back(wave: Wave, number: int) -> None:
    with transaction.atomic():
        if hold(wave=wave).closed_at is not None:
            # A closing that came between has counted it as answered.
            Wave.objects.filter(pk=wave.pk).update(answered_in_all=F("answered_in_all") - 1)
        burned = Asked.objects.filter(pk=number)
        burned.filter(registration=None, email="").update(token_hash="")
        burned.update(has_answered=False)


def _is_unknown(fault: Exception) -> bool:
    """Whether the connection broke, so that nobody knows whether the answer was kept."""
    if isinstance(fault, InterfaceError):
        return True
    state = getattr(fault.__cause__, "sqlstate", None)
    return isinstance(fault, OperationalError) and (not state or state[:2] in BROKEN)


def _burn(asked: Asked, once: str) -> int | None:
    if asked._state.adding:
        return None  # open to everybody: there is no invitation to burn
    with transaction.atomic(durable=True):
        # FOR SHARE: whoever is closing the wave is waited for, and counts those who burned before.
        wave = Wave.objects.raw(
            "SELECT * FROM surveys_wave WHERE id = %s FOR SHARE", [asked.wave_id]
        )[0]
        _refuse_closed(wave)
        used: dict[str, Any] = {"has_answered": True}
        if asked.registration_id is None and not asked.email:
            if once and Asked.objects.with_link(once).exists():
                raise refusals.AlreadyAnswered
            # One free place is as good as another: whoever comes at the same moment takes the next.
            free = Asked.objects.filter(_unnamed(wave)).select_for_update(skip_locked=True).first()
            if free is None:
                raise refusals.EverybodyAnswered
            asked = free
            used |= {"token_hash": hash_of(once)} if once else {}
        with refused_by({"surveys_asked_one_per_link": refusals.AlreadyAnswered}):
            burned = Asked.objects.filter(pk=asked.pk, has_answered=False).update(**used)
    if not burned:
        raise refusals.AlreadyAnswered
    return asked.pk


def _unnamed(wave: Wave) -> Q:
    """The places of those who did not sign up, that are free."""
    return Q(wave=wave, registration=None, email="", has_answered=False)


def pseudonym_of(asked: Asked) -> str:
    """Of whoever answers, by the study's key, or nobody's when it is not known who they are; empty
    unless the wave is pseudonymous. Refuses with KeyDestroyed."""
    wave = asked.wave
    if wave.anonymity != Wave.Anonymity.PSEUDONYMOUS:
        return ""
    key = StudyKey.objects.filter(study=wave.study_id).first()
    if key is None:
        raise refusals.KeyDestroyed
    secret, who = bytes(key.secret), asked.registration
    if who is not None and who.person_id:
        return of_person(secret, who.person_id)
    address = asked.email or (who.email if who is not None else "")
    return of_address(secret, address) if address else nobodys()
