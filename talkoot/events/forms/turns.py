"""What the arranger and the hosts send about turns."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import HostTurn, Series
from talkoot.events.queries.proposing import Host, Proposed
from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import PartialDateField, PeriodFields
from talkoot.kit.periods import Precision
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.forms.seen import SeenForm
from talkoot.terms.models import Area

YEARS_AHEAD = 3


class TurnForm(PeriodFields, SeenForm):
    """Who hosts, who is responsible, and when."""

    host = forms.ModelChoiceField(
        label=_("Host"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Not an organisation"),
    )
    area = forms.ModelChoiceField(
        label=_("Or an area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("When the hosts of an area, such as a sub-region, agree among themselves."),
    )
    responsible = forms.ModelChoiceField(
        label=_("Responsible person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Not known yet"),
        help_text=_(
            "Somebody of the host or of the project's team. Only those who arrange see it."
        ),
    )
    travel_km = forms.IntegerField(
        label=_("Kilometres that all travelled together"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    field_order = ("host", "area", "starts", "ends", "responsible", "travel_km")

    def __init__(
        self, *args: Any, series: Series, turn: HostTurn | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].label, self.fields["ends"].label = _("Day"), _("Last day")
        self.fields["starts"].help_text = _("As exactly as it is known: 2.3.2027, 3/2027 or 2027.")
        self.fields["ends"].help_text = _("Only if there are several days.")
        self._choose("host", Organisation.objects.live().order_by(by_name(), "pk"))
        self._choose("area", Area.objects.order_by(by_name(), "pk"))
        self._choose("responsible", possible_persons(series, turn))
        if turn is None:
            del self.fields["travel_km"]

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("host") and not cleaned.get("area"):
            self.add_error("host", _("Choose who hosts, or the area whose turn it is."))
        if cleaned.get("ends") and not cleaned.get("starts"):
            self.add_error("starts", _("Write the first day too."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        starts, ends = values.pop("starts"), values.pop("ends")
        self.cleaned_data["ends"] = ends or starts
        return {**values, "period": self.period()}


def possible_persons(series: Series, turn: HostTurn | None) -> QuerySet[Person]:
    """The members of the hosts and of the project's team, and who is responsible already."""
    hosts = series.turns.values("host")
    who = Q(memberships__ended_at=None, memberships__organisation__in=hosts)
    if series.project_id:
        who |= Q(project_roles__ended_at=None, project_roles__project=series.project_id)
    if turn is not None and turn.responsible_id:
        who |= Q(pk=turn.responsible_id)
    return Person.objects.filter(who).distinct().order_by("name", "pk")


def turn_initial(turn: HostTurn) -> dict[str, Any]:
    """What the form shows of a turn as it is."""
    shown = {name: getattr(turn, name) for name in ("host", "area", "responsible", "travel_km")}
    period = turn.period
    several = period.ends if period.ends != period.starts else None
    return {**shown, "starts": period.starts, "ends": several}


class HostField(forms.ChoiceField):
    """One of those who are in the rotation."""

    def __init__(self, hosts: dict[str, Host], *, empty: Any = None, **kwargs: Any) -> None:
        self.hosts = hosts
        choices: list[tuple[str, Any]] = [("", empty)] if empty else []
        choices += [(key, str(one.host or one.area)) for key, one in hosts.items()]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> Host | None:
        return self.hosts.get(super().clean(value))


class PassForm(forms.Form):
    """Why the turn is passed on, and to whom."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("The other hosts read it.")
    )

    def __init__(
        self, *args: Any, hosts: dict[str, Host], proposed: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = HostField(
            hosts,
            empty=_("Nobody yet"),
            label=_("Who takes the day instead"),
            required=False,
            help_text=_("Proposed: who has hosted fewest times, of them longest ago."),
        )
        self.initial.setdefault("to", proposed)

    def values(self) -> dict[str, Any]:
        to = self.cleaned_data["to"] or Host(None, None)
        return {"reason": self.cleaned_data["reason"], "to": to.host, "to_area": to.area}


class TurnField(forms.ModelChoiceField[HostTurn]):
    """A turn told by its number, its host and its day."""

    def label_from_instance(self, obj: HostTurn) -> str:
        return f"{obj.position}. {obj.host or obj.area} {obj.period}".strip()


class SwapForm(forms.Form):
    """With which turn, and why."""

    other = TurnField(
        label=_("Changes days with"), queryset=HostTurn.objects.none(), empty_label=_("Choose")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("The other hosts read it.")
    )

    def __init__(self, *args: Any, turns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = self.fields["other"]
        assert isinstance(other, forms.ModelChoiceField)
        other.queryset = turns


class FinishForm(forms.Form):
    """How far people travelled, when the meeting has been held."""

    travel_km = forms.IntegerField(
        label=_("Kilometres that all travelled together"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("An estimate will do. It is shown in the table of hosts; empty: not known."),
    )


class HandoverForm(SeenForm):
    """What the next host should know."""

    text = forms.CharField(
        label=_("For the next host"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What went well, what to do otherwise, whom to ask. Do not write about named "
            "participants."
        ),
    )


def years() -> list[int]:
    """The years that turns may be proposed for."""
    this = timezone.localdate().year
    return list(range(this, this + YEARS_AHEAD + 1))


class ProposedForm(forms.Form):
    """One proposed turn, which a person may change or leave out."""

    chosen = forms.BooleanField(label=_("Add this turn"), required=False, initial=True)
    day = PartialDateField(label=_("Day"))

    def __init__(self, *args: Any, hosts: dict[str, Host], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"] = HostField(hosts, label=_("Host"))

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day.precision != Precision.DAY:
            raise ValidationError(_("Write the whole date."))
        return day

    def proposed(self) -> Proposed:
        host = self.cleaned_data["host"]
        return Proposed(self.cleaned_data["day"].first, host.host, host.area)


def proposed_forms(
    data: Any, rows: Iterable[Proposed], hosts: dict[str, Host]
) -> list[ProposedForm]:
    """A form for each proposed turn; what was typed stays though the proposal would differ now."""
    if data is not None:
        number = data.get("number", "")
        count = min(int(number), 60) if number.isdecimal() else 0
        return [ProposedForm(data, prefix=f"turn-{at}", hosts=hosts) for at in range(count)]
    return [
        ProposedForm(
            prefix=f"turn-{at}",
            hosts=hosts,
            initial={"day": row.period.starts, "host": Host(row.host, row.area).key},
        )
        for at, row in enumerate(rows)
    ]
