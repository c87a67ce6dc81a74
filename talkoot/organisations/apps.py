"""The area's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "talkoot.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.kit import logs
        from talkoot.organisations import operations  # models are loaded only now
        from talkoot.organisations.queries import documents
        from talkoot.people import operations as people
        from talkoot.search import index
        from talkoot.ui import menu

        logs.hide_after("/organisations/questions/confirm/")
        index.register(index.Kind(documents.KIND, _("Organisation"), documents.everything))
        people.on_acceptance(operations.join)
        people.on_withdrawal(operations.hide_all)
        people.before_merge(operations.settle_two_persons)
        people.before_merge(operations.settle_two_experts)
        menu.register(menu.Entry("organisations:list", _("Network"), "organisations:", order=20))
