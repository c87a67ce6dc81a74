"""What the lists of the network are narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit import countries
from talkoot.organisations.models import Organisation
from talkoot.organisations.queries import expertise as expertise_queries
from talkoot.organisations.queries import listing
from talkoot.terms.models import Area, Topic

EVERYTHING = ("", _("All"))


class ListForm(forms.Form):
    """What the list of organisations is narrowed by. What cannot be chosen narrows nothing."""

    mark_optional = False
    text = forms.CharField(label=_("Name or business id"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, choices: listing.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(k, words) for k, words in Organisation.Kind.choices if k in choices.kinds]
        self._offer("kind", kinds)
        self._offer("area", choices.areas)
        self._offer("country", [(c, countries.country_name(c)) for c in choices.countries])

    def _offer(self, name: str, pairs: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [EVERYTHING, *pairs]

    def wanted(self) -> listing.Wanted:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        return listing.Wanted(**{name: self.cleaned_data.get(name) or "" for name in self.fields})


class ExpertiseListForm(forms.Form):
    """What the list of who knows what is narrowed by."""

    mark_optional = False
    text = forms.CharField(label=_("Search by words"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("Theme"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, *args: Any, topics: list[Topic], areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("topic", topics), ("area", areas)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [EVERYTHING, *((row.code, str(row)) for row in rows)]

    def wanted(self) -> expertise_queries.Wanted:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        return expertise_queries.Wanted(
            **{name: self.cleaned_data.get(name) or "" for name in self.fields}
        )
