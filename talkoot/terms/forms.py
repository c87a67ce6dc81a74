"""What the pages of indicators are narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """A code, or words of a name."""

    mark_optional = False
    q = forms.CharField(
        label=_("Search by a code or by words of a name"), required=False, max_length=100
    )

    def wanted(self) -> str:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        text: str = self.cleaned_data.get("q") or ""
        return text
