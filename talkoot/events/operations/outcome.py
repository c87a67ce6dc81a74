"""What became of a sign-up or of a later wish, as a page tells it."""

from dataclasses import dataclass

from talkoot.events.models import Registration
from talkoot.events.operations.telling import token_for
from talkoot.events.queries.queue import place_in_queue


@dataclass(frozen=True)
class Outcome:
    """What became of a sign-up. `state` is what a page may show to whoever signed up, at once;
    `place_in_queue` is None for who has a place. `token` opens the registration's own page."""

    registration: Registration | None
    token: str
    state: str
    place_in_queue: int | None = None


def outcome_of(registration: Registration) -> Outcome:
    """The answer to who signed up, as things stand now."""
    return Outcome(
        registration,
        token_for(registration),
        registration.state,
        place_in_queue(registration)
        if registration.state != Registration.State.CONFIRMED
        else None,
    )
