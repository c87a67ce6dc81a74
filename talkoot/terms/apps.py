"""The area's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TermsConfig(AppConfig):
    name = "talkoot.terms"
    label = "terms"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.search import index
        from talkoot.terms.queries import documents  # models are loaded only now

        index.register(index.Kind(documents.KIND, _("Indicators"), documents.everything))
