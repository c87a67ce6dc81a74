"""How choosing, counting and writing figures by hand say no."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


# --- choosing -------------------------------------------------------------------------------------
class NotOfProgramme(Refused):
    sentence = _("This indicator is not in a catalogue of the project's programme.")
    next_step = _("Choose another, or define an indicator of the project's own.")


class NotInClosedList(Refused):
    sentence = _("The funder's decision has a closed list of indicators, and {code} is not on it.")
    next_step = _(
        "Choose one that is on the list. What else the project follows can be an indicator of its "
        "own: it is shown on the evidence page, but not in a funder's report."
    )


class AlreadyPicked(Refused):
    sentence = _("The project follows this indicator already.")
    next_step = _("Open it from the list of indicators.")


class NoLongerFollowed(Refused):
    sentence = _("The project has followed this indicator before.")
    next_step = _("Bring it back from the list of indicators that are no longer followed.")


class IndicatorRetired(Refused):
    sentence = _("This indicator is no longer followed.")
    next_step = _("Bring it back first.")


class IndicatorUnnamed(Refused):
    sentence = _("Say in at least one language what the indicator is called.")
    field = "names"


class IndicatorThere(Refused):
    sentence = _("The project has an indicator of this name already.")
    field = "names"


class CatalogueSaysTheName(Refused):
    sentence = _("The name and the unit of this indicator come from the programme's catalogue.")
    next_step = _("Say in “what is counted” what it means in this project.")


# --- counting -------------------------------------------------------------------------------------
class MeasureUnknown(Refused):
    sentence = _("Nothing in this installation counts that.")
    next_step = _("Choose one of the ways of counting, or write the figures by hand.")
    field = "measure"


class MeasureOfAnotherUnit(Refused):
    sentence = _("The programme's catalogue counts {wanted}, and this counts {given}.")
    next_step = _("Choose a way of counting that counts the same, or write the figures by hand.")
    field = "measure"


class PartUnknown(Refused):
    sentence = _("The figure is not parted in that way.")
    next_step = _("Choose one of the parts that are offered, or count the whole.")
    field = "part"


class IndicatorByHand(Refused):
    sentence = _("Figures written by hand have no parts.")
    next_step = _("Choose first what counts the indicator.")
    field = "part"


# --- targets --------------------------------------------------------------------------------------
class TargetNegative(Refused):
    sentence = _("A target is not less than nought.")
    field = "value"


class TargetTooLarge(Refused):
    sentence = _("The target is too large to be a number of this kind.")
    field = "value"


class FunderHasNoShare(Refused):
    sentence = _("A funder has no share of the targets.")
    next_step = _("Choose a partner that does a part of the work.")
    field = "partnership"


class NoTarget(Refused):
    sentence = _("There is no such target.")
    next_step = _("Look at the table of targets as it is now.")


# --- figures by hand ------------------------------------------------------------------------------
class CountedFromRows(Refused):
    sentence = _("This indicator is counted from rows, so no value is written into it.")
    next_step = _("If the number is wrong, open it and mend the rows that it is counted from.")


class FigureNegative(Refused):
    sentence = _("A figure is not less than nought.")
    field = "value"


class FigureTooLarge(Refused):
    sentence = _("The figure is too large to be a number of this kind.")
    field = "value"


class NotWhole(Refused):
    sentence = _("This indicator counts whole ones: a part of one is none.")
    field = "value"


class TooManyDecimals(Refused):
    sentence = _("Write at most two decimals.")
    field = "value"


class ReasonMissing(Refused):
    sentence = _("Say why the figure is written by hand.")
    field = "reason"


class EstimatorMissing(Refused):
    sentence = _("Say who counted or estimated the figure.")
    field = "estimated_by"


class ProofMissing(Refused):
    sentence = _("A figure written by hand needs a proof.")
    field = "proof"


class FigureEndsBeforeStart(Refused):
    sentence = _("The last day is before the first.")
    field = "last_on"


class DaysNotCome(Refused):
    sentence = _("The last day has not come yet; a figure tells what has happened.")
    field = "last_on"


class OutsideProject(Refused):
    sentence = _("The days are not inside the project's time, {period}.")
    field = "last_on"


class OutsideShare(Refused):
    sentence = _("The days are not inside the partner's time in the project, {period}.")
    field = "last_on"


class DependsOnMore(Refused):
    sentence = _(
        "{code} would be {value}, which is more than {limit_code}, on which it depends: {limit}."
    )
    next_step = _(
        "Nothing is taken up that was not made first: add the figures of {limit_code} first."
    )
    field = "value"


class FigureThere(Refused):
    sentence = _("The same figure has been written already, with the same days and the same proof.")
    next_step = _("Look at the list; a figure that is wrong is withdrawn there.")


class WithdrawnAlready(Refused):
    sentence = _("This figure has been withdrawn already.")
    next_step = _("Look at the list as it is now.")


class WithdrawingReasonMissing(Refused):
    sentence = _("Say why the figure is withdrawn.")
    field = "reason"
