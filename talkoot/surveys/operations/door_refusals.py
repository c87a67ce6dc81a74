"""Why the lasting door says no."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class AddressTaken(Refused):
    sentence = _("Another door has this address already.")
    next_step = _("Choose another one.")
    field = "slug"


class NotInProject(Refused):
    sentence = _("This organisation neither leads the project nor is its partner now.")
    next_step = _("Choose the organisation that leads it, or one of its partners.")
    field = "whose"


class NotInThisName(Refused):
    sentence = _("You may not open a door in the name of this organisation.")
    next_step = _("A partner's contact chooses that partner; ask the project's manager for others.")
    field = "whose"


class DoorClosed(Refused):
    sentence = _("Feedback is no longer taken here.")
    next_step = _("Copy what you wrote and tell it to the organisation in another way.")


class NobodyReads(Refused):
    sentence = _("Nobody has an answer code of what was written down for them.")
    next_step = _("Mark it as answered when you have told the person.")
    field = "text"
