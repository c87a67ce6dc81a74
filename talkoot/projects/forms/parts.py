"""Goals, themes, recognitions and remarks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import PeriodFields, TextsField, capitalised
from talkoot.organisations.models import Organisation
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Theme
from talkoot.projects.operations.remarks import ABOUT


class GoalForm(SeenForm):
    texts = TextsField(label=_("Goal"), long=True, rows=2, max_length=1000)


class ThemeForm(SeenForm):
    names = TextsField(label=_("Theme"), max_length=200)
    descriptions = TextsField(
        label=_("What is done"), required=False, long=True, rows=3, max_length=2000
    )
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Not known"),
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=capitalised(Theme.State.choices),
        initial=Theme.State.PLANNED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["owner"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Organisation.objects.live().order_by(by_name(), "pk")


class RecognitionForm(PeriodFields, SeenForm):
    names = TextsField(
        label=_("Recognition"),
        max_length=300,
        help_text=_("A prize, a selection or a mention from outside."),
    )
    given_by = TextsField(label=_("Given by"), required=False, max_length=200)
    web_address = forms.URLField(
        label=_("Web address"), required=False, assume_scheme="https", max_length=200
    )
    field_order = ("names", "given_by", "starts", "ends", "web_address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].label = _("When")
        self.fields["ends"].label = _("Until")
        self.fields["ends"].help_text = _("Only if it lasted, for example a theme year.")

    def values(self) -> dict[str, Any]:
        values = super().values()
        del values["starts"], values["ends"]
        return values | {"period": self.period()}


class RemarkForm(SeenForm):
    about = forms.ChoiceField(
        label=_("About"),
        choices=capitalised(ABOUT.items()),
        help_text=_("The remark is shown beside this part of the public page."),
    )
    texts = TextsField(
        label=_("Remark"),
        required=False,
        long=True,
        rows=2,
        max_length=1000,
        help_text=_("For example that two sources give different dates, and which one is shown."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Where the fact comes from: a document, a page, a person's office."),
    )
    is_uncertain = forms.BooleanField(label=_("This is not certain"), required=False)
