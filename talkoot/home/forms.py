"""What a visitor may send to the pages of home."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.search.find import LONGEST


class SearchForm(forms.Form):
    """Words, and the kind of thing that is wanted; anything else is read as nothing written."""

    q = forms.CharField(label=_("Search for"), required=False, max_length=LONGEST, strip=True)
    kind = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def words(self) -> str:
        """What was written, cut to what a search reads."""
        return str(self.data.get("q", "")).replace("\x00", " ").strip()[:LONGEST]
