"""What refuses those who take care of series and turns, each named after the state that refuses."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class SeriesTitleMissing(Refused):
    sentence = _("The series has no name.")
    next_step = _("Write a name in at least one language.")
    field = "titles"


class SeriesThere(Refused):
    sentence = _("There is already a series with the same name and arranger.")
    next_step = _("Open that one, or give this one another name.")
    field = "titles"


class SeriesSlugTaken(Refused):
    sentence = _("Another series has this address.")
    next_step = _("Choose another address.")
    field = "slug"


class WeekUnknown(Refused):
    sentence = _("A year has no such week.")
    next_step = _("Write the numbers of weeks, from 1 to 53.")
    field = "avoided_weeks"


class HostMissing(Refused):
    sentence = _("A turn is an organisation's or an area's.")
    next_step = _("Choose who hosts, or the area whose turn it is.")
    field = "host"


class TurnOver(Refused):
    sentence = _("The turn has been held or passed on, and stays as it was.")
    next_step = _("Add a new turn if somebody else hosts.")


class TurnAhead(Refused):
    sentence = _("The meeting of the turn is still ahead.")
    next_step = _("Mark it as held when it has been.")


class TurnWithoutDay(Refused):
    sentence = _("The turn has no day yet.")
    next_step = _("Write the day of the turn first.")


class TurnHasMeeting(Refused):
    sentence = _("The turn already has a meeting.")
    next_step = _("Open the meeting, and change or delete it there.")


class MeetingIsPublic(Refused):
    sentence = _("A meeting of one of these turns has been published.")
    next_step = _("Cancel it or take it back first, so that nobody comes on the wrong day.")


class ReasonMissing(Refused):
    sentence = _("The other hosts read why.")
    next_step = _("Write a short reason.")
    field = "reason"


class SwapsWithItself(Refused):
    sentence = _("A turn changes places with another turn of the same series.")
    next_step = _("Choose another turn.")
    field = "other"


class NobodyHosts(Refused):
    sentence = _("The series has no hosts yet.")
    next_step = _("Add the first turn of each host; then the next ones can be proposed.")


class TurnsAYearMissing(Refused):
    sentence = _("It is not known how many turns there are in a year.")
    next_step = _("Write it among the facts of the series.")


class YearHasItsTurns(Refused):
    sentence = _("All the turns of the year are there already.")
    next_step = _("Choose another year, or add a turn by hand.")
    field = "year"


class DayTaken(Refused):
    sentence = _("Two turns would be on the same day.")
    next_step = _("Choose another day for one of them.")
