"""Targets of one version of the decision, and figures written by hand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import DayField, NumberField
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import FundingDecision, Partnership
from talkoot.reports.operations.targets import Place
from talkoot.reports.queries.targets import Version


class TargetsForm(SeenForm):
    """What one version promises: a box for the whole, and one for each partner."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        decision: FundingDecision | None,
        partners: list[Partnership],
        version: Version,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.partners = partners
        self.fields["whole"] = NumberField(label=_("The whole project"), required=False)
        self.initial["whole"] = version.whole
        for partner, value in zip(partners, version.shares, strict=True):
            name = f"share-{partner.pk}"
            self.fields[name] = NumberField(label=str(partner), required=False)
            self.initial[name] = value

    def shares(self) -> Iterator[forms.BoundField]:
        for partner in self.partners:
            yield self[f"share-{partner.pk}"]

    def targets(self) -> dict[Place, Decimal | None]:
        """What was typed, an empty box as None: no target."""
        found: dict[Place, Decimal | None] = {(self.decision, None): self.cleaned_data["whole"]}
        for partner in self.partners:
            found[self.decision, partner] = self.cleaned_data[f"share-{partner.pk}"]
        return found


class ManualFigureForm(forms.Form):
    """A value, its days, and its grounds; all of the grounds are needed."""

    value = NumberField(label=_("Value"))
    is_estimate = forms.BooleanField(
        label=_("This is about so much, not exact"),
        required=False,
        help_text=_("It is then shown as about so much everywhere."),
    )
    first_on = DayField(label=_("First day"))
    last_on = DayField(
        label=_("Last day"),
        help_text=_("The value counts on this day, and so in the reporting period that it is in."),
    )
    partnership = forms.ModelChoiceField(
        label=_("In whose share"),
        queryset=Partnership.objects.none(),
        required=False,
        empty_label=_("The whole project, nobody's share"),
    )
    reason = forms.CharField(
        label=_("Why it is written by hand"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why no rows count it, and how the value was found."),
    )
    estimated_by = forms.CharField(
        label=_("Who counted or estimated it"),
        max_length=200,
        help_text=_("A name or a position, for example the project secretary."),
    )
    proof = forms.FileField(
        label=_("Proof"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt"}),
        help_text=_(
            "What shows the value: a list, minutes, a count. PDF, PNG, JPG, DOCX, XLSX or plain text, "
            "at most 20 MB. Only the people of the project and inspectors see it."
        ),
        allow_empty_file=True,  # the operation says it in better words
    )

    def __init__(
        self, *args: Any, partners: list[Partnership], share: Partnership | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["partnership"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Partnership.objects.filter(pk__in=[one.pk for one in partners])
        if share is not None:
            # A partner's contact writes of the own share only.
            del self.fields["partnership"]
        self.share = share

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_on", _("The last day is before the first."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        if self.share is not None:
            values["partnership"] = self.share
        return values


class WithdrawForm(forms.Form):
    """Why a figure counts no longer."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The figure stays to be seen with this reason. Write the right one anew."),
    )
