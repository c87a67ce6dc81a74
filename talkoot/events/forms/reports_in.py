"""A report brought in, and whose each of its names is."""

from collections import defaultdict
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
MOST_CHOICES = 100
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
    """One choice for each name on the page; what is left to wait, waits.

    Where hundreds have signed up, a name's choices are its proposal, and any other is written: the
    address or the name of the registration.
    """

    mark_optional = False

    def __init__(
        self, *args: Any, people: Iterable[ReportedPerson], registrations: Iterable[Registration],
        **kwargs: Any,
    ) -> None:  # fmt: skip  # what the choices are made of
        super().__init__(*args, **kwargs)
        self.people = list(people)
        self.rows = {row.pk: row for row in registrations}
        self.writes = len(self.rows) > MOST_CHOICES
        everyone = [] if self.writes else list(self.rows.values())
        for person in self.people:
            rows = everyone
            if self.writes and person.proposed_id in self.rows:
                rows = [self.rows[person.proposed_id]]
            self.fields[f"p{person.pk}"] = self._choice(person, rows)
            if self.writes:
                self.fields[f"o{person.pk}"] = forms.CharField(
                    label=_("Somebody else who signed up"),
                    required=False,
                    max_length=300,
                    widget=forms.TextInput(attrs={"list": "signed-up", "autocomplete": "off"}),
                )

    def _choice(self, person: ReportedPerson, rows: list[Registration]) -> forms.ChoiceField:
        sure = sureness_of(person.name, person.email, person.proposed)
        choices: list[Any] = [
            (LATER, _("Decide later")),
            (WALK_IN, _("Was there without signing up")),
            (NOBODY, _("Is not counted")),
        ]
        if rows:
            choices.append((_("Signed up"), [(str(row.pk), label_of(row)) for row in rows]))
        return forms.ChoiceField(
            label=person.name,
            required=False,
            choices=choices,
            initial=str(person.proposed_id) if sure and sure != Sureness.SIMILAR else LATER,
            widget=forms.Select(attrs={"aria-describedby": f"about-{person.pk}"}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.writes:
            known: dict[str, set[int]] = defaultdict(set)
            for row in self.rows.values():
                for words in (row.name, row.email, label_of(row)):
                    known[words.casefold()].add(row.pk)
            for person in self.people:
                written = cleaned.get(f"o{person.pk}", "").strip().casefold()
                found = known.get(written, set()) if written else set()
                if written and len(found) != 1:
                    self.add_error(f"o{person.pk}", _("Choose one of those who signed up."))
                elif written:
                    cleaned[f"p{person.pk}"] = str(found.copy().pop())
        return cleaned

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


def label_of(row: Registration) -> str:
    """The registration as it is chosen and written."""
    return f"{row.name} · {row.email}" if row.email else row.name
