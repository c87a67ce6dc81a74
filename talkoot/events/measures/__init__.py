"""What reports may ask of events: held, participations, persons, organisations, hours, headcounts."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from talkoot.events.measures.columns import COUNTED, HELD, WHO_WAS_THERE
from talkoot.events.measures.held import WHICH, event_rows, events_left_out
from talkoot.events.measures.numbers import headcounts, headcounts_left_out
from talkoot.events.measures.present import (
    hours,
    hours_counted,
    hours_left_out,
    organisations,
    organisations_counted,
    organisations_left_out,
    participations,
    participations_counted,
    participations_left_out,
    persons,
    persons_counted,
    persons_left_out,
)
from talkoot.events.measures.words import (
    counties_called,
    kinds_called,
    organisations_called,
    sureness_called,
    ways_called,
)
from talkoot.events.models import Attendance, Event, Headcount
from talkoot.measures.measure import Measure, Unit, register

BY_KIND = {"event__kind": _("kind of event")}
KINDS = {"event__kind": kinds_called}
WAYS = {"on_site": ways_called}
BY_WAY = {"on_site": _("on site")}
BY_COUNTY = {"county": _("wellbeing services county")}
COUNTIES = {"county": counties_called}
OF_PLACE = {"county": F("event__area__in_county__county")}
OF_WHO_CAME = {"county": Coalesce("counted_organisation__county", "event__area__in_county__county")}

MEASURES = (
    Measure(
        code="events.held",
        name=_("Events held"),
        unit=Unit.EVENT,
        how=WHICH,
        rows=event_rows,
        columns=HELD,
        left_out=events_left_out,
        split={"kind": _("kind of event"), **BY_COUNTY},
        joined={"county": F("area__in_county__county")},
        part_words={"kind": kinds_called, **COUNTIES},
        project="project",
        day="counted_on",
        model=Event,
    ),
    Measure(
        code="events.participations",
        name=_("Participations"),
        unit=Unit.PARTICIPATION,
        how=_(
            "Everyone who was at an event is counted once for that event, however many parts of it "
            "they were at; who comes to three events is three participations. Only those who were "
            "marked present are counted, not those who only signed up. Whoever the project pays is "
            "not counted. The events are those of the measure “Events held”."
        ),
        rows=participations,
        counted=participations_counted,
        columns=WHO_WAS_THERE,
        left_out=participations_left_out,
        split={**BY_KIND, **BY_WAY, **BY_COUNTY},
        joined=OF_WHO_CAME,
        part_words={**KINDS, **WAYS, **COUNTIES},
        project="event__project",
        day="counted_on",
        model=Attendance,
    ),
    Measure(
        code="events.people",
        name=_("Different people"),
        unit=Unit.PERSON,
        how=_(
            "Each person is counted once in the whole project, at the first event where they were "
            "present, and in the share of the partner whose event it was. So the numbers of the "
            "periods, and of the partners, add up to the number of the whole. A person is known by "
            "their address; whoever has none is not counted here. Whoever the project pays is not "
            "counted. The events are those of the measure “Events held”."
        ),
        rows=persons,
        counted=persons_counted,
        columns=WHO_WAS_THERE,
        left_out=persons_left_out,
        split={**BY_KIND, **BY_WAY, **BY_COUNTY},
        joined=OF_WHO_CAME,
        part_words={**KINDS, **WAYS, **COUNTIES},
        project="event__project",
        day="counted_on",
        model=Attendance,
    ),
    Measure(
        code="events.organisations",
        name=_("Different organisations"),
        unit=Unit.ORGANISATION,
        how=_(
            "Each organisation of the network is counted once in the whole project, at the first "
            "event where somebody came from it, so that the numbers of the periods add up. An "
            "organisation that was only written in words is not counted, for nobody can tell "
            "whether it is a new one. Whoever the project pays brings no organisation. The events "
            "are those of the measure “Events held”."
        ),
        rows=organisations,
        counted=organisations_counted,
        columns=WHO_WAS_THERE,
        left_out=organisations_left_out,
        split={**BY_KIND, "whose": _("organisation"), **BY_COUNTY},
        joined=OF_WHO_CAME,
        part_words={**KINDS, "whose": organisations_called, **COUNTIES},
        project="event__project",
        day="counted_on",
        model=Attendance,
    ),
    Measure(
        code="events.hours",
        name=_("Hours of participation"),
        unit=Unit.HOUR,
        how=_(
            "The minutes that each person was present are added and divided by 60. Where the time at "
            "the whole event is known it is used, else the times at its parts are added. Who is "
            "known to have been present, but not for how long, adds nothing. Whoever the project "
            "pays is not counted. The events are those of the measure “Events held”."
        ),
        rows=hours,
        counted=hours_counted,
        columns=WHO_WAS_THERE,
        amount="minutes",
        per=60,
        left_out=hours_left_out,
        split={**BY_KIND, **BY_WAY, **BY_COUNTY},
        joined=OF_WHO_CAME,
        part_words={**KINDS, **WAYS, **COUNTIES},
        project="event__project",
        day="counted_on",
        model=Attendance,
    ),
    Measure(
        code="events.headcount",
        name=_("Counted without names"),
        unit=Unit.COUNTED,
        how=_(
            "The numbers that were counted at events where nobody wrote down who came. They are "
            "never added to the participations, for the same people may be in both. Where one of "
            "the numbers is about so many, so is their sum. The events are those of the measure "
            "“Events held”."
        ),
        rows=headcounts,
        columns=COUNTED,
        amount="number",
        left_out=headcounts_left_out,
        split={**BY_KIND, "is_approximate": _("about"), **BY_COUNTY},
        joined=OF_PLACE,
        part_words={**KINDS, "is_approximate": sureness_called, **COUNTIES},
        project="event__project",
        day="counted_on",
        estimate="is_approximate",
        model=Headcount,
    ),
)


def register_all() -> None:
    """Makes the measures of events known to reports."""
    for measure in MEASURES:
        register(measure)
