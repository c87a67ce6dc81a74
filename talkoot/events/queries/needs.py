"""What those who come need, as counts for the kitchen and for the house."""

from collections import Counter
from typing import NamedTuple

from django.db.models import QuerySet

from talkoot.events.models import Event, Need


class NeedCount(NamedTuple):
    """One need and how many have told of it. Written alike but for capitals and spaces is the same."""

    text: str
    number: int


def needs_of(event: Event) -> QuerySet[Need]:
    """Needs of those who have a place on site, or remote: who waits is not counted."""
    return Need.objects.filter(registration__event=event, registration__state="confirmed").order_by(
        "kind", "text", "pk"
    )


def counts(event: Event) -> dict[str, list[NeedCount]]:
    """By kind, the most common first; one question to the database. Diet is of those on site only:
    nobody is fed through a screen."""
    written: dict[tuple[str, str], Counter[str]] = {}
    for kind, text, mode in needs_of(event).values_list("kind", "text", "registration__pool__mode"):
        if kind == Need.Kind.DIET and mode != "on_site":
            continue
        said = " ".join(text.split()).rstrip(".")
        written.setdefault((kind, said.casefold()), Counter())[said] += 1
    found: dict[str, list[NeedCount]] = {kind: [] for kind in Need.Kind.values}
    for (kind, _same), forms in written.items():
        found[kind].append(NeedCount(_as_most_write(forms), forms.total()))
    for rows in found.values():
        rows.sort(key=lambda row: (-row.number, row.text))
    return found


def _as_most_write(forms: Counter[str]) -> str:
    return max(forms, key=lambda form: (forms[form], not form.isupper(), form))
