"""Choosing the file of a project list, and saying what its columns mean."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.organisations.models import Organisation
from talkoot.projects.models import ImportBatch
from talkoot.projects.queries.import_columns import COLUMNS

LANGUAGE_NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


class UploadForm(forms.Form):
    """The file and whose projects it lists."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "XLSX or CSV, at most 10 MB and 20,000 rows. The first row holds the headings."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        allow_empty_file=True,  # the reader says it in better words
    )
    owner = forms.ModelChoiceField(
        label=_("Administered by"),
        help_text=_("Rows that name no organisation of their own go to this one."),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose an organisation"),
    )

    def __init__(self, *args: Any, owners: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["owner"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = owners
        if not self.is_bound and len(owners) == 1:
            self.initial["owner"] = owners[0]


class ColumnsForm(forms.Form):
    """For each thing a project has, the column it stands in, if any."""

    language = forms.ChoiceField(
        label=_("Language of the list"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in PRODUCT_LANGUAGES],
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = batch.columns.get("places", {})
        choices = [("", _("not in the list")), *_choices(batch)]
        for column in COLUMNS:
            self.fields[column.code] = forms.TypedChoiceField(
                label=str(column.label),
                help_text=str(column.help),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=column.required,
            )
            self.initial[column.code] = places.get(column.code, "")
        self.initial["language"] = batch.columns.get("language", PRODUCT_LANGUAGES[0])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[int, str] = {}
        for column in COLUMNS:
            place = cleaned.get(column.code)
            if place is not None and place in taken:
                self.add_error(
                    column.code,
                    _("This column is already used for “%(other)s”.") % {"other": taken[place]},
                )
            elif place is not None:
                taken[place] = str(column.label)
        return cleaned

    @property
    def places(self) -> dict[str, int]:
        """Column code → place, of those that are in the list."""
        chosen = {column.code: self.cleaned_data[column.code] for column in COLUMNS}
        return {code: place for code, place in chosen.items() if place is not None}


def _choices(batch: ImportBatch) -> list[tuple[int, str]]:
    """Each column by its heading and what stands in its first filled cell."""
    choices = []
    for place, heading in enumerate(batch.headings):
        first = next((cells[place] for _n, cells in batch.rows[:50] if cells[place]), "")
        named = heading or _("column %(number)d") % {"number": place + 1}
        choices.append(
            (place, f"{named} ({first[:40]}…)" if len(first) > 40 else f"{named} ({first})")
        )
    return choices
