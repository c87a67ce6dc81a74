"""The short form that begins a project."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import PeriodFields, capitalised
from talkoot.kit.languages import CONTENT_LANGUAGES, Texts, language_name
from talkoot.organisations.models import Membership, Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Those that the person may begin a project for: where they belong, and what they coordinate."""
    mine = Membership.objects.live().filter(person=person).values("organisation")
    coordinated = Organisation.objects.coordinated_by(person).values("pk")
    return (
        Organisation.objects.live()
        .filter(Q(pk__in=mine) | Q(pk__in=coordinated))
        .order_by(by_name(), "pk")
    )


def language_choices() -> list[tuple[str, str]]:
    """Every language of content by its name."""
    return [(tag, language_name(tag)) for tag in CONTENT_LANGUAGES]


class NewProjectForm(PeriodFields):
    """Name, owner, kind and time; everything else is filled in afterwards."""

    name = forms.CharField(
        label=_("Full name of the project"), max_length=300, help_text=_("As the decision says it.")
    )
    language = forms.ChoiceField(
        label=_("Language of the name"), help_text=_("Other languages are added later.")
    )
    owner = forms.ModelChoiceField(
        label=_("Administered by"),
        empty_label=_("Choose"),
        queryset=Organisation.objects.none(),
        help_text=_("Your organisations. The one that carries the responsibility to the funder."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=capitalised(Project.Kind.choices),
        initial=Project.Kind.PROJECT,
        widget=forms.RadioSelect,
        help_text=_("A standing programme has themes under way and need not end."),
    )
    field_order = ("name", "language", "owner", "kind", "starts", "ends")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice, language = self.fields["owner"], self.fields["language"]
        assert isinstance(choice, forms.ModelChoiceField)
        assert isinstance(language, forms.ChoiceField)
        choice.queryset = organisations_of(person)
        language.choices = language_choices()
        self.initial.setdefault("language", get_language())
        owners = list(choice.queryset[:2])
        if len(owners) == 1:
            self.initial.setdefault("owner", owners[0])

    def basics(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "names": Texts({said["language"]: said["name"]}),
            "owner": said["owner"],
            "kind": said["kind"],
            "period": self.period(),
        }
