"""What every form on the management pages carries: the history entry that its page was made at."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from talkoot.kit.forms import TextsField


class SeenForm(forms.Form):
    """Knows what the person had seen, so that nobody's text is overwritten unseen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, seen: int | None = None, languages: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", seen)
        for field in self.fields.values():
            if isinstance(field, TextsField):
                field.show(languages)

    def see(self, latest: int) -> None:
        """The person is shown what was saved meanwhile; the next attempt may overwrite it."""
        assert isinstance(self.data, MultiValueDict)
        data = self.data.copy()
        data[self.add_prefix("seen")] = str(latest)
        self.data = data

    def values(self) -> dict[str, Any]:
        """What the form sends, without what it only carries."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
