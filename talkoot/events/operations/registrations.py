"""The verbs of a registration, in one place for whoever calls them."""

from talkoot.events.operations.arranging import (
    give_place,
    move_in_queue,
    remove,
    return_to_queue,
    set_capacity,
    set_queue,
)
from talkoot.events.operations.of_event import cancel_all, open_again, tell_change
from talkoot.events.operations.outcome import Outcome, outcome_of
from talkoot.events.operations.own import (
    accept_offer,
    cancel,
    change_mode,
    decline_offer,
    edit_own,
)
from talkoot.events.operations.places import fill
from talkoot.events.operations.signing_up import refuse_unless_open, register
from talkoot.events.operations.sweeping import cancel_erased, empty_contacts, lapse_offers
from talkoot.events.operations.telling import (
    mail_link,
    own_address,
    remind,
    tell,
    tell_due,
    token_for,
)

__all__ = [
    "Outcome",
    "accept_offer",
    "cancel",
    "cancel_all",
    "cancel_erased",
    "change_mode",
    "decline_offer",
    "edit_own",
    "empty_contacts",
    "fill",
    "give_place",
    "lapse_offers",
    "mail_link",
    "move_in_queue",
    "open_again",
    "outcome_of",
    "own_address",
    "refuse_unless_open",
    "register",
    "remind",
    "remove",
    "return_to_queue",
    "set_capacity",
    "set_queue",
    "tell",
    "tell_change",
    "tell_due",
    "token_for",
]
