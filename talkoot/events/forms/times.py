"""When an event is: a day or days, and the hours if they are known."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.kit.forms import PartialDateField
from talkoot.kit.periods import PartialDate, Period, Precision


def moment_input() -> forms.DateTimeInput:
    """A day and an hour in Finland's time."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class HourField(forms.TimeField):
    """An hour of the clock: `9.00`, `9:00` or `9`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short", "maxlength": 5}))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Write the hour as 9.00.")

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02d}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        said = str(value or "").strip().replace(".", ":")
        return super().to_python(f"{said}:00" if said.isdecimal() else said)


class WhenFields(forms.Form):
    """The day, the last day if there are several, and the hours; read together by `when()`."""

    day = PartialDateField(
        label=_("Day"),
        required=False,
        help_text=_("For example 2.3.2027. A month (3/2027) or a year, if no more is known."),
    )
    last_day = PartialDateField(
        label=_("Last day"), required=False, help_text=_("Only if there are several days.")
    )
    begins = HourField(label=_("Begins at"), required=False, help_text=_("Finland's time: 9.00"))
    finishes = HourField(label=_("Ends at"), required=False, help_text=_("For example 11.30"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, last = cleaned.get("day"), cleaned.get("last_day")
        begins, finishes = cleaned.get("begins"), cleaned.get("finishes")
        if last and not day:
            self.add_error("day", _("Write the first day too."))
        if day and last and last.last < day.first:
            self.add_error("last_day", _("The last day is before the first."))
        if (begins is None) != (finishes is None):
            missing = "finishes" if finishes is None else "begins"
            self.add_error(missing, _("Write both hours, or neither."))
        exact = day and day.precision == Precision.DAY
        if begins is not None and finishes is not None:
            if not exact or (last and last.precision != Precision.DAY):
                self.add_error("day", _("With hours, write the whole date."))
            elif (not last or last == day) and finishes <= begins:
                self.add_error("finishes", _("The end is not after the start."))
        return cleaned

    def when(self) -> dict[str, Any]:
        """The fields of an event: its hours, or its period as far as it is known."""
        said = self.cleaned_data
        day, last = said.get("day"), said.get("last_day")
        if day is not None and said.get("begins") is not None:
            until = last or day
            return {
                "starts_at": _moment(day, said["begins"]),
                "ends_at": _moment(until, said["finishes"]),
            }
        return {"starts_at": None, "ends_at": None, "period": Period(day, last or day)}


def when_initial(event: Event) -> dict[str, Any]:
    """What `WhenFields` show of an event."""
    period = event.period
    several = period.ends if period.ends != period.starts else None
    shown: dict[str, Any] = {"day": period.starts, "last_day": several}
    if event.starts_at is not None and event.ends_at is not None:
        shown["begins"] = timezone.localtime(event.starts_at).time()
        shown["finishes"] = timezone.localtime(event.ends_at).time()
    return shown


def _moment(day: PartialDate, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day.first, hour))
