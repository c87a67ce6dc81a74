"""What the pages of indicators are narrowed by, and a catalogue that a keeper brings in."""

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import PartialDateField
from talkoot.kit.periods import PartialDate
from talkoot.kit.sheets import SheetRefused, read_table
from talkoot.terms.models import IndicatorCatalogue, Programme
from talkoot.terms.operations import VersionTaken
from talkoot.terms.queries import sheet

SALT = "terms.catalogue"
RESERVED = "import"
AN_HOUR = 3600
MOST_ROWS = 1000


class SearchForm(forms.Form):
    """A code, or words of a name."""

    mark_optional = False
    q = forms.CharField(
        label=_("Search by a code or by words of a name"), required=False, max_length=100
    )

    def wanted(self) -> str:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        text: str = self.cleaned_data.get("q") or ""
        return text


class ProgrammesField(forms.ModelMultipleChoiceField[Programme]):
    """Programmes by both their names, for two may have the same long one."""

    def label_from_instance(self, obj: Programme) -> str:
        return f"{obj.short_names} – {obj.names}"


class CatalogueForm(forms.Form):
    """A catalogue's sheet, and what the sheet does not tell: what it is, and whose."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV. The sheet of any catalogue here shows the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        allow_empty_file=True,  # the reader says it in better words
    )
    code = forms.SlugField(
        label=_("Short name of the catalogue"),
        help_text=_("As in its address: small letters, digits and hyphens, such as erdf-jtf-2021."),
        max_length=60,
    )
    name_fi = forms.CharField(label=_("Name in Finnish"), required=False, max_length=200)
    name_sv = forms.CharField(label=_("Name in Swedish"), required=False, max_length=200)
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=200)
    version = forms.RegexField(
        r"^[A-Za-z0-9.-]+$",
        label=_("Version"),
        help_text=_("Letters, digits, full stops and hyphens, such as 2024.2."),
        max_length=40,
    )
    version_on = PartialDateField(
        label=_("Date of the version"), help_text=_("For example 24.6.2021.")
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where the indicators were read: the document and its date."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    programmes = ProgrammesField(
        label=_("Programmes"),
        help_text=_("Projects of these programmes may promise the indicators."),
        queryset=Programme.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        if code == RESERVED:
            raise forms.ValidationError(_("This word is taken; choose another."))
        return code

    def clean_version_on(self) -> date:
        told: PartialDate = self.cleaned_data["version_on"]
        if told.precision != "day":
            raise forms.ValidationError(_("Give the day, such as 24.6.2021."))
        return told.first

    def clean_file(self) -> sheet.Sent:
        try:
            sent = sheet.read(read_table(self.cleaned_data["file"], most_rows=MOST_ROWS))
        except SheetRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return sent

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        versions = IndicatorCatalogue.objects.filter(code=said.get("code", ""))
        known = list(versions.values_list("version", flat=True))
        if said.get("version") in known:
            self.add_error("version", str(VersionTaken()))
        if not known and not any(said.get(f"name_{tag}") for tag in sheet.LANGUAGES):
            self.add_error("name_fi", _("Give the catalogue a name in one language at least."))
        return said

    def told(self) -> dict[str, Any]:
        """The catalogue as the program's own files tell theirs; an older version's words fill in."""
        said = self.cleaned_data
        last = IndicatorCatalogue.objects.filter(code=said["code"]).order_by("version_on").last()
        names = {tag: said[f"name_{tag}"] for tag in sheet.LANGUAGES if said[f"name_{tag}"]}
        programmes = list(said["programmes"])
        fund = programmes[0].fund if programmes else last.fund if last else {}
        return {
            "code": said["code"],
            "names": {**(last.names if last else {}), **names},
            "fund": dict(fund),
            "note": dict(last.note) if last else {},
            "version": said["version"],
            "version_on": said["version_on"].isoformat(),
            "source": {(get_language() or "en"): said["source"]},
            "programmes": [programme.code for programme in programmes],
            "rows": said["file"].rows,
        }


def sealed(told: dict[str, Any]) -> str:
    """The catalogue in a form's hidden field, so that what is brought in is what was shown."""
    return signing.dumps(told, salt=SALT, compress=True)


class SealedForm(forms.Form):
    """The catalogue that was shown, on its way back."""

    told = forms.CharField(widget=forms.HiddenInput)

    def clean_told(self) -> dict[str, Any]:
        try:
            opened: dict[str, Any] = signing.loads(
                self.cleaned_data["told"], salt=SALT, max_age=AN_HOUR
            )
        except signing.BadSignature as broken:
            raise forms.ValidationError(
                _("The preview has grown too old. Choose the file again.")
            ) from broken
        return opened
