"""The project's facts, and its texts in every language."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import PeriodFields, TextsField, capitalised, period_initial
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.forms.creating import language_choices, organisations_of
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Project
from talkoot.terms.models import Area, Programme, TargetGroup, Topic


class BasicsForm(PeriodFields, SeenForm):
    """Everything about a project that is not a text."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=capitalised(Project.Kind.choices), widget=forms.RadioSelect
    )
    slug = forms.CharField(
        label=_("Address of the page"),
        max_length=70,
        validators=[validate_slug],
        help_text=_("Letters a–z, digits and hyphens. It can be changed until it is published."),
    )
    code = forms.CharField(
        label=_("Project code"),
        max_length=40,
        required=False,
        help_text=_("The funder's code, for example S12345."),
    )
    owner = forms.ModelChoiceField(label=_("Administered by"), queryset=Organisation.objects.none())
    funding = forms.ChoiceField(
        label=_("Outside funding"),
        choices=capitalised(Project.Funding.choices),
        widget=forms.RadioSelect,
        help_text=_("“Known” also when the funder has no programme here: add it as a partner."),
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.all(),
        required=False,
        empty_label=_("No programme"),
        help_text=_(
            "The programme brings its statement and emblem to the public page, and its obligations "
            "to the list of obligations."
        ),
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Areas"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_groups = forms.ModelMultipleChoiceField(
        label=_("Target groups"),
        queryset=TargetGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact_email = forms.EmailField(
        label=_("Contact e-mail"),
        required=False,
        help_text=_(
            "Shown to everyone. A shared mailbox of the project lasts longer than a person's."
        ),
    )
    web_address = forms.URLField(
        label=_("Web address"), required=False, assume_scheme="https", max_length=200
    )
    follows = forms.CharField(
        label=_("Continues the work of"),
        required=False,
        max_length=300,
        help_text=_("The code, or the address of the page, of the earlier project."),
    )

    def __init__(self, *args: Any, project: Project, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.person = project, person
        owners = organisations_of(person) | Organisation.objects.filter(pk=project.owner_id)
        self._choose("owner", Organisation.objects.filter(pk__in=owners.values("pk")))
        self._choose("areas", Area.objects.all())
        self._choose("topics", Topic.objects.all())
        self._choose("target_groups", TargetGroup.objects.all())
        areas = self.fields["areas"]
        assert isinstance(areas, forms.ModelMultipleChoiceField)
        areas.choices = _by_kind(areas.queryset)
        if project.is_published:
            del self.fields["slug"]

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows.order_by(by_name(), "pk")

    def clean_follows(self) -> Project | None:
        said = self.cleaned_data["follows"].strip()
        if not said:
            return None
        slug = re.sub(r"[?#].*", "", said).rstrip("/").rsplit("/", 1)[-1]
        found = Project.objects.visible_to(self.person).filter(Q(code=said) | Q(slug=slug)).first()
        if found is None:
            raise forms.ValidationError(
                _("There is no such project here. Check the code or address.")
            )
        return found

    def values(self) -> dict[str, Any]:
        values = super().values()
        del values["starts"], values["ends"]
        return values | {"period": self.period()}


def basics_initial(project: Project) -> dict[str, Any]:
    """What the form shows of a project as it is."""
    return {
        "kind": project.kind,
        "slug": project.slug,
        "code": project.code,
        **period_initial(project.period),
        "owner": project.owner_id,
        "funding": project.funding,
        "programme": project.programme_id,
        "areas": list(project.areas.all()),
        "topics": list(project.topics.all()),
        "target_groups": list(project.target_groups.all()),
        "contact_email": project.contact_email,
        "web_address": project.web_address,
        "follows": project.follows.slug if project.follows else "",
    }


def _by_kind(areas: Any) -> list[tuple[str | Promise, list[tuple[int, str]]]]:
    kinds: dict[str, list[tuple[int, str]]] = {}
    for area in areas:
        kinds.setdefault(area.kind, []).append((area.pk, str(area)))
    return [(capfirst(label), kinds[kind]) for kind, label in Area.Kind.choices if kind in kinds]


class TextsForm(SeenForm):
    """Every text of the project, one box a language."""

    names = TextsField(label=_("Full name"), max_length=300)
    short_names = TextsField(
        label=_("Short name"),
        required=False,
        max_length=80,
        help_text=_("The name that people use, for example an abbreviation."),
    )
    summaries = TextsField(
        label=_("Summary"),
        required=False,
        long=True,
        rows=4,
        max_length=1500,
        help_text=_("A few sentences for everyone: what is done, with whom and why."),
    )
    aims = TextsField(
        label=_("Aims"),
        required=False,
        long=True,
        rows=6,
        max_length=10_000,
        help_text=_(
            "What should be different when the work is done. An empty line begins a paragraph."
        ),
    )
    contact_role = TextsField(
        label=_("Contact"),
        required=False,
        max_length=120,
        help_text=_("A role rather than a person, for example “project manager”."),
    )
    priority = TextsField(label=_("Priority"), required=False, max_length=300)
    specific_objective = TextsField(label=_("Specific objective"), required=False, max_length=500)
    funding_statement = TextsField(
        label=_("Statement of funding"),
        required=False,
        long=True,
        rows=3,
        max_length=1000,
        help_text=_("Only if the programme's own statement does not do."),
    )


class LanguageForm(forms.Form):
    """One more language for the boxes of the form beside it."""

    language = forms.ChoiceField(label=_("Add a language"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, shown: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(tag, name) for tag, name in language_choices() if tag not in shown]
