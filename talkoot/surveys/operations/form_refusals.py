"""Why questions of one's own, studies and surveys of needs say no."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class FormUnnamed(Refused):
    sentence = _("Give the form a name.")
    field = "titles"


class FormOfNoProject(Refused):
    sentence = _("This form comes with the program and is not changed here.")
    next_step = _("Make a form of your own.")


class LicenceMissing(Refused):
    sentence = _("Write on what right the instrument is used.")
    next_step = _("Copy the licence statement, or tell who has given the permission and when.")
    field = "licence"


class FormRetired(Refused):
    sentence = _("This form has been taken out of use.")
    next_step = _("Make a new form.")


class NoDraft(Refused):
    sentence = _("The published version is not changed.")
    next_step = _("Begin a new version first.")


class QuestionEmpty(Refused):
    sentence = _("Write the question in one language at least.")
    field = "words"


class ScaleUnfit(Refused):
    sentence = _("A scale goes from a smaller number to a larger one and has at most 11 steps.")
    next_step = _("Choose for example from 1 to 5, or from 0 to 10.")
    field = "high"


class TooFewOptions(Refused):
    sentence = _("Give at least two answers to choose from, one on each line.")
    field = "options"


class OptionsUneven(Refused):
    sentence = _("There are not as many answers to choose from in every language.")
    next_step = _("Write the same answers in the same order in each language.")
    field = "options"


class NothingToPublish(Refused):
    sentence = _("There is no question yet.")
    next_step = _("Add a question first.")


class NothingPasted(Refused):
    sentence = _("Paste the questions, one on each line.")
    field = "lines"


class NotPublishedYet(Refused):
    sentence = _("The questions have not been published yet.")
    next_step = _("Publish a version of the form first.")
    field = "own"


class StudyUnnamed(Refused):
    sentence = _("Give the study a name.")
    field = "titles"


class SurveyUnnamed(Refused):
    sentence = _("Give the survey a name.")
    field = "titles"


class DestroyDayPast(Refused):
    sentence = _("The key is destroyed on a day that is still to come.")
    next_step = _("Choose a day after the last time of asking.")
    field = "destroy_on"


class DestroyedBeforeClosing(Refused):
    sentence = _("The feedback would still be open when the study's key is destroyed.")
    next_step = _("Choose an earlier last day.")
    field = "closes_on"


class AskedAlready(Refused):
    sentence = _("This time of the study has been made already.")
    next_step = _("Choose another one.")
    field = "kind"


class BeforeMissing(Refused):
    sentence = _("Ask first how things are before.")
    next_step = _("Make the round before; the later ones ask the same people.")
    field = "kind"


class SectorClosed(Refused):
    sentence = _("This sector is closed, so nobody more is asked.")
    next_step = _("Make a new survey of needs to ask more.")


class RoundClosed(Refused):
    sentence = _("This round is closed, and its results have been made.")
    next_step = _("Make a new round to ask more.")


class SurveyClosed(Refused):
    sentence = _("This survey is closed, and its results have been made.")
    next_step = _("Make a new survey of needs to ask more.")


class OpenedAlready(Refused):
    sentence = _("It has opened already, so its first day stays.")
    field = "opens_on"


class RoundsOverlap(Refused):
    sentence = _("The rounds of a study are asked one after another, in their order.")
    next_step = _("Choose days on which no other round is open, or close the earlier round first.")
    field = "opens_on"


class RunsIntoNext(Refused):
    sentence = _("The round would still be open when the next one begins.")
    next_step = _("Choose an earlier last day, or change the days of the next round first.")
    field = "closes_on"


class NobodyToAsk(Refused):
    sentence = _("There is nobody to ask.")
    next_step = _("Choose an event whose participants are asked, or write addresses.")
    field = "addresses"


class AddressUnfit(Refused):
    sentence = _("“{address}” is not an e-mail address.")
    next_step = _("Write one address on each line.")
    field = "addresses"


class NoSectors(Refused):
    sentence = _("Write at least two sectors, one on each line.")
    next_step = _("Whoever answers chooses one of them first.")
    field = "sectors"
