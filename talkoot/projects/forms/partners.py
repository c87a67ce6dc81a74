"""Partners and their own periods."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import PartialDateField, TextsField, capitalised
from talkoot.kit.periods import Period
from talkoot.organisations.models import Organisation
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Partnership

PERIOD_ROWS = 3
"""Empty rows offered for periods; more appear when these are saved."""


class PartnerForm(SeenForm):
    """An organisation, or a group that nobody has named."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("A group that is not named"),
        help_text=_("If it is missing from the list, add it to the network first."),
    )
    group_names = TextsField(
        label=_("Group"),
        required=False,
        max_length=200,
        help_text=_("Only when there is no organisation to choose, for example “municipalities”."),
    )
    group_size = forms.IntegerField(
        label=_("Number of members in the group"), required=False, min_value=1, max_value=9999
    )
    role = forms.ChoiceField(label=_("Role"), choices=capitalised(Partnership.Role.choices))
    task = TextsField(
        label=_("Task in the project"), required=False, long=True, rows=3, max_length=1500
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ModelChoiceField)
        # A partner that was merged into another stays chosen until somebody chooses the other.
        present = self.initial.get("organisation") or 0
        rows = Organisation.objects.live() | Organisation.objects.filter(pk=present)
        choice.queryset = rows.order_by(by_name(), "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation"):
            if cleaned.get("group_size"):
                self.add_error("group_size", _("An organisation is one; leave this empty."))
        elif not cleaned.get("group_size") and "group_size" not in self.errors:
            self.add_error(
                "organisation",
                _("Choose an organisation, or tell the group and how many belong to it."),
            )
        elif not cleaned.get("group_names"):
            self.add_error("group_names", _("Say what the group is."))
        return cleaned


def partner_initial(partnership: Partnership) -> dict[str, Any]:
    """What the form shows of a partner as it is."""
    return {
        "organisation": partnership.organisation_id,
        "group_names": partnership.group_names,
        "group_size": partnership.group_size,
        "role": partnership.role,
        "task": partnership.task,
    }


class TaskForm(SeenForm):
    """What a partner's contact may change."""

    task = TextsField(
        label=_("Task in the project"), required=False, long=True, rows=4, max_length=1500
    )


class PeriodRowForm(forms.Form):
    """One period of a partner; a row left empty is no period."""

    starts = PartialDateField(label=_("Starts"), required=False)
    ends = PartialDateField(label=_("Ends"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if (ends or cleaned.get("reason")) and not starts and "starts" not in self.errors:
            self.add_error("starts", _("A partner's period needs a start."))
        if starts and ends and ends.last < starts.first:
            self.add_error("ends", _("The end is before the start."))
        return cleaned


class PeriodRows(forms.BaseFormSet[PeriodRowForm]):
    """All of a partner's periods; a row that is emptied is taken away."""

    row_name = _("Own period")

    def periods(self) -> list[tuple[Period, str]]:
        return [
            (Period(said["starts"], said.get("ends")), said.get("reason", ""))
            for said in (form.cleaned_data for form in self.forms)
            if said.get("starts")
        ]


PeriodFormSet = forms.formset_factory(
    PeriodRowForm, formset=PeriodRows, extra=PERIOD_ROWS, max_num=40, absolute_max=60
)


def periods_initial(partnership: Partnership) -> list[dict[str, Any]]:
    """What the rows show of a partner's periods as they are."""
    return [
        {"starts": row.period.starts, "ends": row.period.ends, "reason": row.reason}
        for row in partnership.periods.all()
    ]
