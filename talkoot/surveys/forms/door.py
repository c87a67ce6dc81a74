"""Saying something by the lasting door, coming back with the code, and what staff write."""

import re
import secrets
import time
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import TextsField, capitalised
from talkoot.organisations.models import Organisation
from talkoot.projects.models import Project
from talkoot.surveys.models import Door, Said
from talkoot.surveys.queries.door import areas_of, topics_of
from talkoot.terms.models import Area, Topic

LONGEST = 4000
SALT = "surveys.door"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No I and O, which look like digits when they are written down."""
FASTEST, SLOWEST, MOST_LINKS = 3, 24 * 3600, 2


class _AboutForm(forms.Form):
    """What it is about and where, of what the door knows."""

    mark_optional = False

    topic = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=Topic.objects.none(), required=False
    )
    area = forms.ModelChoiceField(label=_("Where?"), queryset=Area.objects.none(), required=False)

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "topic": Topic.objects.filter(pk__in=topics_of(door)).by_name(),
            "area": Area.objects.filter(pk__in=areas_of(door)).by_name(),
        }
        for name, rows in choices.items():
            if rows.exists():
                self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice of rows has one
                self.fields[name].empty_label = _("I do not say")  # type: ignore[attr-defined]  # as above
            else:
                del self.fields[name]

    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("topic", "area")}


class SayForm(_AboutForm):
    """What a resident says. The signed stamp knows when the form was opened; whoever looks like a
    machine is asked a plain question (`ask`), and nothing that was written is lost."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Do not write names. E-mail addresses, phone numbers and links are hidden by themselves."
        ),
    )
    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    field_order = ("text", "topic", "area", "stamp")

    def __init__(self, data: Any = None, *, door: Door) -> None:
        self.nonce, self.opened = _read(data.get("stamp", "")) if data is not None else ("", 0.0)
        if data is not None and not self.nonce:
            data = data.copy()
            data["stamp"] = _stamp()
            self.nonce = _read(data["stamp"])[0]
        super().__init__(data, door=door, initial={"stamp": _stamp()})
        if data is not None and "sum" in data:
            self._show_question()

    @property
    def is_from_a_machine(self) -> bool:
        """Whether it looks so: too fast, too old, the field that nobody sees filled, many links."""
        age = time.time() - self.opened
        links = len(re.findall(r"https?:|www\.", self.data.get("text", ""), re.IGNORECASE))
        return not FASTEST <= age <= SLOWEST or bool(self.data.get("more")) or links > MOST_LINKS

    @property
    def is_answered_right(self) -> bool:
        return bool(self.data.get("sum", "").strip() == str(sum(self._numbers())))

    def ask(self) -> None:
        """Asks the plain question beside what was written."""
        self._show_question()
        self.add_error(
            "sum",
            _("Answer this, so that we know that a person wrote. What you wrote is still here."),
        )

    def code(self) -> str:
        """The answer code in groups of four letters: the same when the same form is sent twice."""
        told = f"{self.nonce}\n{self.cleaned_data['text']}"
        drawn = salted_hmac(f"{SALT}.code", told, algorithm="sha256").digest()
        letters = "".join(LETTERS[byte % len(LETTERS)] for byte in drawn[:12])
        return " ".join(letters[start : start + 4] for start in (0, 4, 8))

    def _show_question(self) -> None:
        first, second = self._numbers()
        self.fields["sum"] = forms.CharField(
            label=_("How much is {first} + {second}?").format(first=first, second=second),
            required=False,
            max_length=10,
            widget=forms.TextInput(
                attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
            ),
        )

    def _numbers(self) -> tuple[int, int]:
        drawn = salted_hmac(f"{SALT}.sum", self.nonce, algorithm="sha256").digest()
        return 2 + drawn[0] % 8, 2 + drawn[1] % 8


def _stamp() -> str:
    return signing.dumps([secrets.token_urlsafe(12), int(time.time())], salt=SALT)


def _read(stamp: str) -> tuple[str, float]:
    """The random word of a stamp and when it was made; empty when it is not ours."""
    try:
        nonce, opened = signing.loads(stamp, salt=SALT)
    except signing.BadSignature:
        return "", 0.0
    return nonce, opened


class CodeForm(forms.Form):
    """Coming back to read the reply."""

    code = forms.CharField(
        label=_("Answer code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Twelve letters, which you got when you gave the feedback."),
    )


class WriteDownForm(_AboutForm):
    """What somebody said to one of the staff."""

    text = forms.CharField(
        label=_("What was said"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "In the person's own words as nearly as you can. Do not write who it was. E-mail addresses, "
            "phone numbers and links are hidden by themselves."
        ),
    )
    how = forms.CharField(
        label=_("Where and how it was said"),
        max_length=200,
        help_text=_("For example on the telephone, or at the information desk."),
    )
    field_order = ("text", "how", "topic", "area")


class ReplyForm(forms.Form):
    """The words that whoever has the answer code reads."""

    text = forms.CharField(
        label=_("Reply"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )


class StateForm(forms.Form):
    """How far the matter is."""

    state = forms.ChoiceField(label=_("State"), choices=lambda: capitalised(Said.State.choices))


class DoorForm(forms.Form):
    """The words of a door."""

    titles = TextsField(label=_("Name"), max_length=120)
    intros = TextsField(
        label=_("What may be told here"), required=False, long=True, rows=3, max_length=1000
    )


class BeginDoorForm(DoorForm):
    """A new door: whose it is, and its short address. `projects` are those whose door it may be, each
    with the organisations in whose name."""

    whose = forms.ChoiceField(
        label=_("Whose door it is"),
        help_text=_(
            "The name of the organisation stands on the door and its poster. A door is looked after by "
            "those who arrange the project's work and by the coordinators of the organisation."
        ),
    )
    slug = forms.SlugField(
        label=_("Short address"),
        max_length=40,
        help_text=_(
            "Small letters a–z, digits and hyphens. It is printed on posters and stays as it is."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("whose", "titles", "intros", "slug")

    def __init__(
        self,
        *args: Any,
        projects: Sequence[tuple[Project, list[Organisation]]],
        organisations: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners: dict[str, tuple[Project | None, Organisation]] = {}
        groups: list[tuple[Any, list[tuple[str, str]]]] = [
            (str(project.names), self._of_project(project, named)) for project, named in projects
        ]
        if own := [self._choice(f"organisation-{row.pk}", None, row) for row in organisations]:
            groups.append((_("Doors of organisations themselves"), own))
        choices: list[Any] = [("", _("Choose")), *groups] if len(self.owners) > 1 else groups
        self.fields["whose"].choices = choices  # type: ignore[attr-defined]  # a choice has them

    def _of_project(self, project: Project, named: list[Organisation]) -> list[tuple[str, str]]:
        key = f"project-{project.pk}"
        return [
            self._choice(key if row.pk == project.owner_id else f"{key}-{row.pk}", project, row)
            for row in named
        ]

    def _choice(
        self, key: str, project: Project | None, organisation: Organisation
    ) -> tuple[str, str]:
        """The name stands also without the heading of its group, so the project is in it."""
        self.owners[key] = (project, organisation)
        words = str(organisation.names)
        return key, f"{words} – {project}" if project is not None else words

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if slug == "new":
            raise ValidationError(_("Choose another address."))
        return slug

    def values(self) -> dict[str, Any]:
        """The fields as the operation takes them."""
        project, organisation = self.owners[self.cleaned_data["whose"]]
        whose = {"project": project, "organisation": organisation}
        return whose | {name: self.cleaned_data[name] for name in ("titles", "intros", "slug")}
