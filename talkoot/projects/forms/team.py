"""The team: inviting, and changing a role."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES, language_name
from talkoot.projects.models import Partnership, Project
from talkoot.projects.models.team import Role

HELP = {
    Role.MANAGER: _("changes everything, publishes and invites"),
    Role.PARTNER_CONTACT: _(
        "reads everything, writes the partner's own task and arranges its events"
    ),
    Role.MEMBER: _("reads everything and arranges events"),
    Role.VIEWER: _("reads everything, for example an auditor"),
}


class RoleForm(forms.Form):
    """A role, and the partner that a contact speaks for."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.MEMBER)
    partnership = forms.ModelChoiceField(
        label=_("Partner"),
        queryset=Partnership.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Needed for a partner's contact."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, partner = self.fields["role"], self.fields["partnership"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(partner, forms.ModelChoiceField)
        role.choices = [
            (code, f"{capfirst(label)} – {HELP[Role(code)]}") for code, label in Role.choices
        ]
        partner.queryset = project.partnerships.select_related("organisation")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.PARTNER_CONTACT and not cleaned.get("partnership"):
            self.add_error("partnership", _("Choose the partner that the person speaks for."))
        return cleaned


class InviteForm(RoleForm):
    """Whom to invite, in which language, to which role."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of the invitation"))
    field_order = ("email", "role", "partnership", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(tag, language_name(tag)) for tag in PRODUCT_LANGUAGES]
        self.initial.setdefault("language", get_language())
