"""What coordinators may say of an organisation, its areas and its members."""

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
from talkoot.terms.models import Area

LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]


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


def language_of(tag: str | None) -> str:
    """A language that the product speaks: the visitor's, else Finnish."""
    return tag if tag in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
