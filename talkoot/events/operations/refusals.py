"""What refuses a registration, each named after the state that refuses."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused

if TYPE_CHECKING:
    from talkoot.events.operations.outcome import Outcome


class SignUpElsewhere(Refused):
    sentence = _("People do not sign up for this event here.")
    next_step = _("The event's page says how to take part.")


class EventNotPublished(Refused):
    sentence = _("The event has not been published yet.")
    next_step = _("Come back when it has been.")


class EventCancelled(Refused):
    sentence = _("The event has been cancelled.")
    next_step = _("Look at the other coming events.")


class EventOver(Refused):
    sentence = _("The event is already over.")
    next_step = _("Look at the coming events.")


class RegistrationNotOpenYet(Refused):
    sentence = _("Registration opens {when}.")
    next_step = _("Come back then.")


class RegistrationClosed(Refused):
    sentence = _("Registration closed {when}.")
    next_step = _("Ask the arranger whether there is still room.")


class NoSuchMode(Refused):
    sentence = _("One cannot take part in this event in that way.")
    next_step = _("Choose one of the ways that the event offers.")
    field = "mode"


class EventFull(Refused):
    sentence = _("The event is full, and it has no queue.")
    next_step = _("Come back later: a place may become free.")


class SessionFull(Refused):
    sentence = _("“{session}” is full.")
    next_step = _("Choose another session or leave it out; nothing else was changed.")
    field = "sessions"


class PartyTooLarge(Refused):
    sentence = _("There can never be places for {number} people at once.")
    next_step = _("Sign up a smaller group, or ask the arranger.")
    field = "party"


class AlreadyRegistered(Refused):
    """The address has a live registration; its personal link was mailed to it again.

    `answer` is what a new sign-up would have been answered at this moment: a page that shows it
    does not tell a stranger that the address is known.
    """

    sentence = _("The answer has been sent to this address.")
    next_step = _("Open the personal link in the message.")
    field = "email"

    def __init__(self, answer: "Outcome") -> None:
        super().__init__()
        self.answer = answer


class RegistrationEnded(Refused):
    sentence = _("This registration is no longer in force.")
    next_step = _("Sign up anew if you want to take part.")


class AlreadyHasPlace(Refused):
    sentence = _("This person already has a place.")
    next_step = _("Nothing needs to be done.")


class NothingOffered(Refused):
    sentence = _("No place is being offered to you now.")
    next_step = _("You are told at once when a place becomes free.")


class OfferRanOut(Refused):
    sentence = _("The offer ran out, and the place went to the next in the queue.")
    next_step = _("You can sign up again at the end of the queue.")


class PlaceTaken(Refused):
    sentence = _("Somebody was faster, and the free place is taken.")
    next_step = _("You kept your place in the queue.")


class ModeFull(Refused):
    sentence = _("There is no free place in that way of taking part.")
    next_step = _("You kept the place that you have.")
    field = "mode"


class NotInQueue(Refused):
    sentence = _("This person is not in the queue.")
    next_step = _("Look at the list as it is now.")


class ReasonMissing(Refused):
    sentence = _("Say why; the person sees the reason.")
    next_step = _("Write a short reason.")
    field = "reason"


class AnotherInForce(Refused):
    sentence = _("The same address has another registration for this event that is in force.")
    next_step = _("Look for it on the list.")
    field = "email"
