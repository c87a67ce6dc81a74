"""Why feedback says no."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class WaveClosed(Refused):
    sentence = _("This feedback is closed: answers are no longer taken.")
    next_step = _(
        "Thank you for wanting to answer. The arranger is glad to hear you by e-mail too."
    )


class WaveNotOpenYet(Refused):
    sentence = _("This feedback is not open yet.")
    next_step = _("It opens on {opens}.")


class AlreadyAnswered(Refused):
    sentence = _("This invitation has been answered already, and one answer is counted.")
    next_step = _("If it was you, thank you: you need not do anything more.")


class LinkNotKnown(Refused):
    sentence = _("This link to the feedback is not known.")
    next_step = _("Check that the whole link was copied, or use the newest letter.")


class NotOnTheList(Refused):
    sentence = _("Nobody with this address was asked for this feedback.")
    next_step = _("Write the address that you signed up with, or choose that you did not sign up.")
    field = "email"


class EverybodyAnswered(Refused):
    sentence = _("Everybody who has been counted in without signing up has answered.")
    next_step = _(
        "If you signed up, write the address that you signed up with. If not, ask the arranger to "
        "count you in, and send your answer again."
    )


class NothingAnswered(Refused):
    sentence = _("No question was answered.")
    next_step = _("Answer at least one question.")


class AnonymityKept(Refused):
    sentence = _("People have answered already, and what they were promised is kept.")
    next_step = _("Make a new round of feedback if you need to ask in another way.")
    field = "anonymity"


class LeastOnlyUp(Refused):
    sentence = _("The fewest answers that are shown can only be raised.")
    next_step = _("Choose the number that is in force, or a higher one.")
    field = "least"


class KeyDestroyed(Refused):
    sentence = _("The key of this study has been destroyed, so no new answers can be joined to it.")
    next_step = _("Begin a new study.")


class EventNotHeld(Refused):
    sentence = _("Feedback is asked only of an event that is public and not cancelled.")
    next_step = _("Publish the event first.")


class AnsweredAlready(Refused):
    sentence = _("People have answered already, so the questions stay as they are.")
    next_step = _("Ask the new questions after the next event.")
    field = "own"


class ClosingMissing(Refused):
    sentence = _("The feedback of an event is closed on some day.")
    next_step = _(
        "Say when: the last results are made then, and who was asked is forgotten after it."
    )
    field = "closes_at"


class ClosesBeforeOpening(Refused):
    sentence = _("The feedback would close before it opens.")
    next_step = _("Choose a later time for closing.")
    field = "closes_at"
