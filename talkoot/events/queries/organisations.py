"""The organisation that somebody's words mean when they sign up."""

from typing import Any

from talkoot.organisations.models import Organisation

LEAST_LETTERS = 2
SUGGESTED = 8


def organisation_meant(written: str) -> Organisation | None:
    """The one whose whole name in some language, or short name, the words are, however they are
    written; none where several are so named."""
    said = " ".join(written.split())
    if not said:
        return None
    same = [
        row
        for row in Organisation.objects.live().named(said)[: SUGGESTED * 5]
        if said.lower() in {name.lower() for name in (*row.names.values(), row.short_name)}
    ]
    return same[0] if len(same) == 1 else None


def organisation_told(written: str) -> dict[str, Any]:
    """What operations take: an organisation of the network when the words are its name, else the
    words themselves."""
    found = organisation_meant(written)
    return {"organisation": found, "organisation_written": "" if found else written.strip()}


def organisations_like(written: str) -> list[str]:
    """A few names that hold the words, to be chosen from while one writes."""
    said = " ".join(written.split())
    if len(said) < LEAST_LETTERS:
        return []
    rows = Organisation.objects.live().named(said).by_name()[:SUGGESTED]
    return [str(row.names) for row in rows]
