"""A report brought in, and whose each of its names is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Registration, ReportedPerson
from talkoot.events.queries.matching import Sureness, sureness_of

ZONES = [
    ("Europe/Helsinki", _("Finnish time")),
    ("Europe/Stockholm", _("Swedish time")),
    ("UTC", _("UTC")),
]
LATER, WALK_IN, NOBODY = "", "walk-in", "nobody"


class BringForm(forms.Form):
    """The file as the meeting program wrote it."""

    file = forms.FileField(
        label=_("Attendance report"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=_(
            "The file that Teams, Zoom or Webex writes, in Finnish, Swedish or English. "
            "It is read, and the file itself is not kept."
        ),
    )
    zone = forms.ChoiceField(
        label=_("Times in the file are"),
        choices=ZONES,
        help_text=_("The time zone of whoever downloaded it, if the file does not say."),
    )


class SettleForm(forms.Form):
    """One choice for each name on the page; what is left to wait, waits."""

    mark_optional = False

    def __init__(
        self, *args: Any, people: Iterable[ReportedPerson], registrations: Iterable[Registration],
        **kwargs: Any,
    ) -> None:  # fmt: skip  # what the choices are made of
        super().__init__(*args, **kwargs)
        self.people = list(people)
        self.rows = {row.pk: row for row in registrations}
        others = [(str(row.pk), _label(row)) for row in self.rows.values()]
        first = [
            (LATER, _("Decide later")),
            (WALK_IN, _("Was there without signing up")),
            (NOBODY, _("Is not counted")),
        ]
        for person in self.people:
            sure = sureness_of(person.name, person.email, person.proposed)
            self.fields[f"p{person.pk}"] = forms.ChoiceField(
                label=person.name,
                required=False,
                choices=[*first, (_("Signed up"), others)],
                initial=str(person.proposed_id) if sure and sure != Sureness.SIMILAR else LATER,
                widget=forms.Select(attrs={"aria-describedby": f"about-{person.pk}"}),
            )

    def chosen(self) -> list[tuple[ReportedPerson, Registration | None, bool]]:
        """Those that were decided: whose, and whether one who had not signed up."""
        found: list[tuple[ReportedPerson, Registration | None, bool]] = []
        for person in self.people:
            said = self.cleaned_data.get(f"p{person.pk}", LATER)
            if said in (WALK_IN, NOBODY):
                found.append((person, None, said == WALK_IN))
            elif said:
                found.append((person, self.rows[int(said)], False))
        return found


def _label(row: Registration) -> str:
    return f"{row.name} · {row.email}" if row.email else row.name
