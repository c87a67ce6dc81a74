"""How many came, when nobody wrote down who."""

import secrets

from django.core.files.base import File
from django.utils import timezone

from talkoot.events.models import Event, Headcount
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.changing import changing, reread
from talkoot.history.record import record
from talkoot.kit.files import kind_of
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.operations.changing import first_values
from talkoot.projects.operations.obligations import (
    PROOF_KINDS,
    PROOF_MOST_BYTES,
    ProofOfUnknownKind,
    ProofTooLarge,
)


def add_headcount(
    *,
    event: Event,
    number: int,
    method: str,
    by: Person | None,
    is_approximate: bool = False,
    kinds: Texts | None = None,
    source: str = "",
    proof: File | None = None,  # type: ignore[type-arg]  # a file of bytes or an upload alike
) -> Headcount:
    """Notes how many came, how it was counted and the proof of it; `is_approximate` says about.

    A number once noted is not changed: a wrong one is withdrawn and another noted. The same form
    sent twice is noted once.
    Refuses with MethodMissing, HeadcountThere, ProofTooLarge, ProofOfUnknownKind, EventDeleted.
    Records `events.add_headcount`.
    """
    row = Headcount(
        event=event,
        number=number,
        method=method.strip()[:200],
        is_approximate=is_approximate,
        kinds=kinds or Texts(),
        source=source.strip()[:300],
        counted_by=by,
    )
    try:
        with changing(event):
            if not row.method:
                raise refusals.MethodMissing
            _refuse_same(row)
            if proof is not None:
                _keep(row, proof)
            row.save()
            changes = first_values(row)
            changes.pop("proof", None)
            record("events.add_headcount", on=event, by=by, part=row, changes=changes)
    except BaseException:
        # The row is rolled back by the database, a file that was written is not.
        if row.proof:
            row.proof.storage.delete(str(row.proof.name))
        raise
    return row


def withdraw_headcount(*, headcount: Headcount, by: Person | None) -> Headcount:
    """Takes a wrong number out of every count; the row and its proof stay. A second time changes
    nothing.

    Refuses with NoLongerThere, EventDeleted. Records `events.withdraw_headcount`.
    """
    with changing(headcount.event) as event:
        reread(headcount)
        if headcount.withdrawn_at is None:
            headcount.withdrawn_at = timezone.now()
            headcount.save(update_fields=["withdrawn_at"])
            record("events.withdraw_headcount", on=event, by=by, part=headcount)
    return headcount


def _refuse_same(row: Headcount) -> None:
    same = {name: getattr(row, name) for name in ("number", "method", "kinds", "source")}
    if Headcount.objects.filter(event=row.event, withdrawn_at=None, **same).exists():
        raise refusals.HeadcountThere


def _keep(row: Headcount, proof: File) -> None:  # type: ignore[type-arg]  # as in add_headcount
    if proof.size > PROOF_MOST_BYTES:
        raise ProofTooLarge
    kind = kind_of(proof)
    if kind is None or kind not in PROOF_KINDS:
        raise ProofOfUnknownKind
    row.proof.save(f"{secrets.token_hex(16)}.{kind.value}", proof, save=False)
