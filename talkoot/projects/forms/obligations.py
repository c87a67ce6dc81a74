"""What the project must do."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import DayField, TextsField
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Obligation


class ObligationForm(SeenForm):
    """An obligation of the project's own."""

    names = TextsField(
        label=_("What must be done"),
        max_length=300,
        help_text=_("For example what the decision requires."),
    )
    due_on = DayField(label=_("Due"), required=False)


class DueForm(SeenForm):
    """When an obligation of the programme is due; what it is stands in the programme."""

    due_on = DayField(label=_("Due"), required=False)


class DoneForm(SeenForm):
    """When it was done, and what shows it."""

    done_on = DayField(label=_("Done on"))
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt"}),
        help_text=_(
            "For example a photograph of the poster. PDF, PNG, JPG, DOCX, XLSX or plain text, at "
            "most 20 MB. Only the people of the project see it."
        ),
        allow_empty_file=True,  # the operation says it in better words
    )
    proof_note = forms.CharField(
        label=_("Note on the proof"),
        required=False,
        max_length=300,
        help_text=_("For example where the poster is, or the address of the page."),
    )

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class WaiveForm(forms.Form):
    """Why an obligation does not concern the project."""

    reason = forms.CharField(
        label=_("Why it does not concern this project"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def done_initial(obligation: Obligation) -> dict[str, Any]:
    """What the form shows of an obligation as it is; an open one is offered today."""
    return {
        "done_on": obligation.done_on or timezone.localdate(),
        "proof_note": obligation.proof_note,
    }
