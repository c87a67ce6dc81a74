"""What refuses a mark, a report or a certificate, each named after the state that refuses."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class EventNotBegun(Refused):
    sentence = _("The event is not today, so nobody can be marked present yet.")
    next_step = _("Come back on the day of the event.")


class HasNoPlace(Refused):
    sentence = _("This person has no place in the event.")
    next_step = _("If they may come in, tick them on the list.")


class TicketUnknown(Refused):
    sentence = _("The ticket is not of this event.")
    next_step = _("Look for the person on the list by name.")


class NameMissing(Refused):
    sentence = _("Write who came, or how many without a name.")
    next_step = _("A name or a number is enough.")
    field = "name"


class CodeNotValid(Refused):
    sentence = _("The code is not in force.")
    next_step = _("Look at the screen again: the code changes every minute.")
    field = "code"


class NotAReport(Refused):
    sentence = _("No attendance was found in the file.")
    next_step = _(
        "Download the attendance report from Teams, Zoom or Webex again and choose it as it is, "
        "without opening it in another program."
    )
    field = "file"


class ReportOfAnotherDay(Refused):
    sentence = _("The times in the report are not near the event: the first is {first}.")
    next_step = _("Check that it is the report of this event.")
    field = "file"


class MatchSettled(Refused):
    sentence = _("Somebody has settled this meanwhile.")
    next_step = _("Look at the list as it is now.")


class NoCertificates(Refused):
    sentence = _("No certificates are given of this event.")
    next_step = _("Say among the rules of signing up how many minutes a certificate needs.")


class TooFewMinutes(Refused):
    sentence = _("{minutes} minutes were noted, and a certificate needs {needed}.")
    next_step = _("If the attendance is wrong, correct it first.")


class NameNotKnown(Refused):
    sentence = _("The name is not kept any longer.")
    next_step = _("A certificate cannot be given without a name.")


class RevokeReasonMissing(Refused):
    sentence = _("Say why; whoever checks the certificate reads it.")
    next_step = _("Write a short reason without names.")
    field = "reason"
