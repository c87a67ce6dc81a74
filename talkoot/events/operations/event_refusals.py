"""What refuses an arranger, each named after the state that refuses."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class TitleMissing(Refused):
    sentence = _("An event needs a title in at least one language.")
    next_step = _("Write the title.")
    field = "titles"


class TimeMissing(Refused):
    sentence = _("A public event says when it is.")
    next_step = _("Write the day and the hours, or the month or year if no more is known.")
    field = "starts_at"


class WayMissing(Refused):
    sentence = _("A public event says how one takes part.")
    next_step = _("Choose on site, remote or both.")
    field = "on_site"


class PlaceMissing(Refused):
    sentence = _("An event on site says where it is.")
    next_step = _("Write the place.")
    field = "place"


class HoursIncomplete(Refused):
    sentence = _("The hours need both a start and an end.")
    next_step = _("Write both, or leave both empty and say the day.")
    field = "ends_at"


class EndsBeforeStart(Refused):
    sentence = _("The end is not after the start.")
    next_step = _("Check both times.")
    field = "ends_at"


class ClosesBeforeOpening(Refused):
    sentence = _("Registration would close before it opens.")
    next_step = _("Check both times.")
    field = "registration_closes_at"


class EventThere(Refused):
    sentence = _("There is already an event with the same title, arranger and time.")
    next_step = _("Open that one, or give this one another title.")
    field = "titles"


class SlugTaken(Refused):
    sentence = _("Another event has this address.")
    next_step = _("Choose another address.")
    field = "slug"


class SlugReserved(Refused):
    sentence = _("This address is in use for a page of the list of events.")
    next_step = _("Choose another address.")
    field = "slug"


class OfAnotherProject(Refused):
    sentence = _("The partner is not in the project of this event.")
    next_step = _("Choose a partner of the same project.")
    field = "counting_partnership"


class TurnHasEvent(Refused):
    sentence = _("The host's turn has an event already.")
    next_step = _("Open that event from the series.")


class TurnOfAnotherSeries(Refused):
    sentence = _("The host's turn is of another series.")
    next_step = _("Choose a turn of the event's own series.")


class PeopleSignedUp(Refused):
    sentence = _("People have signed up for this event.")
    next_step = _("Cancel the event instead, so that they are told.")


class EventHasBeenHeld(Refused):
    sentence = _("The event is already over, so it can no longer be cancelled.")
    next_step = _("If nobody came, write that in the description.")


class CancelReasonMissing(Refused):
    sentence = _("Say why the event is cancelled; everyone who has signed up reads it.")
    next_step = _("Write the reason in a sentence.")
    field = "reason"


class PlacesInUse(Refused):
    sentence = _("People have signed up for these places.")
    next_step = _("Move or remove them first.")


class PlacesThere(Refused):
    sentence = _("There are already places for this way of taking part.")
    next_step = _("Change those instead.")
    field = "mode"


class SessionThere(Refused):
    sentence = _("There is already a session with the same title and time.")
    next_step = _("Change that one, or give this one another title.")
    field = "titles"


class SessionOutsideEvent(Refused):
    sentence = _("The session is not within the hours of the event.")
    next_step = _("Check the times of the session and of the event.")
    field = "starts_at"


class AttachmentThere(Refused):
    sentence = _("The event has this already.")
    next_step = _("Change that one, or give this one another title.")
    field = "titles"


class FileOrAddressMissing(Refused):
    sentence = _("Give either a file or a web address, not both.")
    next_step = _("Choose a file here, or write the address where it is.")
    field = "web_address"


class NotARecording(Refused):
    sentence = _("Only a recording needs captions.")
    next_step = _("Change its kind if it is a recording.")


class CaptionedInFuture(Refused):
    sentence = _("The day is in the future.")
    next_step = _("Write the day when the captions were ready.")
    field = "captioned_on"


class HeadcountThere(Refused):
    sentence = _("The same number has been noted of this event already.")
    next_step = _("If others came too, say who they were.")
    field = "number"


class MethodMissing(Refused):
    sentence = _("A number without names needs to say how it was counted.")
    next_step = _(
        "For example: counted at the door, number of seats taken, the program's own count."
    )
    field = "method"


class NobodyToTell(Refused):
    sentence = _("Nobody with an e-mail address is in the groups chosen.")
    next_step = _("Choose other groups.")
    field = "states"


class MessageStarted(Refused):
    sentence = _("The message is already on its way and can no longer be changed.")
    next_step = _("Write a new message if something has to be corrected.")


class MessageEmpty(Refused):
    sentence = _("A message has a subject and a text.")
    next_step = _("Write both.")
    field = "text"


class NeedsReasonMissing(Refused):
    sentence = _("Say why names are needed with the needs; counts are usually enough.")
    next_step = _("Write the reason; it stays in the history.")
    field = "reason"


class EventNotOverYet(Refused):
    sentence = _("The event is not over yet.")
    next_step = _("A register of who was there can be brought in after the event.")


class RegisterThere(Refused):
    sentence = _("The event has participants already.")
    next_step = _(
        "A register is brought in only for an event that has none; add single people by hand."
    )


class NoPlacesForRegister(Refused):
    sentence = _("The register has people on site or remotely, but the event has no such places.")
    next_step = _("First set how one could take part in the event.")
