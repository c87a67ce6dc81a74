"""What visitors and coordinators of the network may send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kit import countries
from talkoot.kit.forms import TextsField
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.organisations.models import (
    AreaCovered,
    Membership,
    Organisation,
    validate_business_id,
)
from talkoot.organisations.queries import expertise as expertise_queries
from talkoot.organisations.queries import listing
from talkoot.terms.models import Area, Topic

EVERYTHING = ("", _("All"))
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]


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


class OrganisationForm(forms.Form):
    """What is said of an organisation."""

    names = TextsField(
        label=_("Name"),
        max_length=200,
        help_text=_("The official name, in each language that it has one in."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=40,
        required=False,
        help_text=_("An abbreviation or a name used in talk, such as TAMK or Verso."),
    )
    business_id = forms.CharField(
        label=_("Business id"),
        max_length=9,
        required=False,
        validators=[validate_business_id],
        help_text=_("Seven digits, a hyphen and a check digit, as in 0243027-4."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(label=_("Country"), initial="FI")
    parent = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("No other organisation"),
        help_text=_("The organisation that this one is a part of."),
    )
    descriptions = TextsField(
        label=_("Description"), long=True, rows=4, max_length=2000, required=False
    )
    web_address = forms.URLField(
        label=_("Web address"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    email = forms.EmailField(
        label=_("E-mail of the organisation"),
        required=False,
        help_text=_("Shown to all. An address of the organisation, not of a person."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    postal_address = forms.CharField(label=_("Postal address"), max_length=200, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        required=False,
        help_text=_("Where all this was read, such as a web page or a register."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        known = self.initial.get("country")
        offered = countries.choices()
        if known and known not in dict(offered):
            offered.append((known, countries.country_name(known)))
        country.choices = offered
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = Organisation.objects.live().by_name()


class NewOrganisationForm(OrganisationForm):
    """A new one; when something much like it is there already, it asks once more."""

    sure = forms.BooleanField(label=_("It is none of these; make a new one"), required=False)

    def __init__(self, *args: Any, ask_if_sure: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ask_if_sure:
            self.order_fields(["sure"])
        else:
            self.fields["sure"].widget = forms.HiddenInput()


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """An area by its name and kind: a municipality, a county and a region may share a name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.get_kind_display()})"


class AreasForm(forms.Form):
    """Areas that an organisation is in or works over, and who says so."""

    how = forms.ChoiceField(
        label=_("How"), choices=AreaCovered.How.choices, widget=forms.RadioSelect
    )
    area = AreaField(label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose an area"))
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        required=False,
        help_text=_("Where this was read. The coverage page shows it beside the area."),
    )
    is_uncertain = forms.BooleanField(
        label=_("Not certain: the source names a wider area, or sources differ"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        area.queryset = Area.objects.by_name()


class InviteForm(forms.Form):
    """Who is invited to belong to the organisation."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The invitation goes to this address and is valid for 30 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.MEMBER,
        widget=forms.RadioSelect,
        help_text=_(
            "A coordinator edits the organisation and all below it, and sees their projects. "
            "A member belongs to it and is shown with it if they choose so."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)


class MemberForm(forms.Form):
    """A member's role and title."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Membership.Role.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)


class MergeForm(forms.Form):
    """Which organisation stays."""

    into = forms.ModelChoiceField(
        label=_("The one that stays"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose an organisation"),
        help_text=_("Everything of the duplicate moves to it, and the old address leads to it."),
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = candidates


# --- who knows what ----------------------------------------------------------------------------
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


class ExpertiseForm(forms.Form):
    """A theme that a person knows; showing it is never chosen for them."""

    topic = forms.ModelChoiceField(
        label=_("Theme"), queryset=Topic.objects.none(), empty_label=_("Choose a theme")
    )
    description = forms.CharField(
        label=_("In your own words"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you have done and can help with. At most 600 characters."),
    )
    is_shown = forms.BooleanField(
        label=_("Show this to everybody, with my name, job title and organisation"),
        required=False,
        help_text=_(
            "Anybody can then find you on the page Who knows what and send you a question. "
            "Your e-mail address is not shown. You can hide it again at any time."
        ),
    )

    def __init__(self, *args: Any, topics: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topics is None:
            del self.fields["topic"]
        else:
            topic = self.fields["topic"]
            assert isinstance(topic, forms.ModelChoiceField)
            topic.queryset = topics


class AskForm(forms.Form):
    """A question to somebody who knows."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Do not write about the health or affairs of a person who can be recognised."),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("Shown to the person you ask."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_(
            "The answer comes here. The address is not shown to the person you ask, "
            "and it is deleted with the question after a year."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Filled in by programs that fill in everything; a person does not meet it.
    website = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))


class AnswerForm(forms.Form):
    """The answer."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 9})
    )


def language_of(tag: str | None) -> str:
    """A language that the product speaks: the visitor's, else Finnish."""
    return tag if tag in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
