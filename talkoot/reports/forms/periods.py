"""When the project reports, and under which headings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import DayField, TextsField, capitalised
from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts, language_name
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Partnership
from talkoot.reports.models import ReportingPeriod
from talkoot.reports.operations.headings import heading_sets


class PeriodForm(SeenForm):
    """One reporting period; its days are closed where a report of it has been frozen."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=capitalised(ReportingPeriod.Kind.choices),
        widget=forms.RadioSelect,
        help_text=_("A final report tells of the whole project; a project has one."),
    )
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"))
    due_on = DayField(
        label=_("Due"),
        required=False,
        help_text=_("The day by which the funder must have the report, if it is known."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("For example which payment the report belongs to."),
    )

    def __init__(self, *args: Any, is_frozen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "first_on", "last_on") if is_frozen else ():
            self.fields[name].disabled = True


class BeginForm(forms.Form):
    """Whose report it is, and its language."""

    partnership = forms.ChoiceField(label=_("Whose report"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the report"),
        widget=forms.RadioSelect,
        help_text=_("The figures' words are kept in all three languages, the texts in this one."),
    )

    def __init__(self, *args: Any, shares: list[Partnership | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shares = {str(one.pk) if one else "": one for one in shares}
        whose = self.fields["partnership"]
        assert isinstance(whose, forms.ChoiceField)
        whose.choices = [
            (key, _("The whole project") if one is None else str(one))
            for key, one in self.shares.items()
        ]
        whose.required = "" not in self.shares
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(tag, language_name(tag)) for tag in PRODUCT_LANGUAGES]

    def values(self) -> dict[str, Any]:
        return {
            "partnership": self.shares[self.cleaned_data["partnership"]],
            "language": self.cleaned_data["language"],
        }


class HeadingForm(SeenForm):
    """One heading of the funder's form."""

    names = TextsField(label=_("Heading"), max_length=300)
    help_texts = TextsField(
        label=_("What the funder asks"),
        required=False,
        long=True,
        rows=3,
        max_length=2000,
        help_text=_("Shown to whoever writes the text. It does not go into the report."),
    )
    limit = forms.IntegerField(
        label=_("Most characters"),
        required=False,
        min_value=1,
        max_value=200_000,
        help_text=_("The limit of the funder's form, spaces included. Empty where there is none."),
    )


class HeadingSetForm(forms.Form):
    """Which ready set of headings to begin with."""

    form = forms.ChoiceField(label=_("Ready set"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, str(Texts(one["names"]))) for code, one in heading_sets().items()]
