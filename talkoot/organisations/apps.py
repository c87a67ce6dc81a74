"""The area's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "talkoot.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.ui import menu  # registers are filled when all areas are there

        menu.register(menu.Entry("organisations:list", _("Network"), "organisations:", order=20))
