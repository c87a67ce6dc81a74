"""The area's place in Django."""

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "talkoot.events"
    label = "events"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.events import measures  # models are loaded only now
        from talkoot.events.operations import merging, sweeping
        from talkoot.events.queries import documents
        from talkoot.events.views import manage_overview, mine
        from talkoot.events.views import panels as ours
        from talkoot.kit import logs
        from talkoot.people import operations as people
        from talkoot.search import index
        from talkoot.ui import menu, panels

        logs.hide_after("/events/own/")
        people.before_erasure(sweeping.cancel_erased)
        people.before_merge(merging.settle_two_participants)
        people.address_needed_while("events.registration.person", Q(emptied_at=None))
        people.address_needed_while(
            "events.attendance.person", Q(registration=None) & ~Q(name="", organisation_written="")
        )
        measures.register_all()
        index.register(index.Kind(documents.KIND, _("Event"), documents.everything))
        panels.register("home.front", ours.on_front, order=10)
        panels.register("home.own", mine.on_own_page, order=10)
        panels.register("home.own", manage_overview.on_own_page, order=20)
        panels.register("projects.page", ours.of_project, order=50)
        panels.register("projects.manage", ours.in_managing, order=10)
        panels.register("organisations.page", ours.of_organisation, order=200)
        menu.register(menu.Entry("events:list", _("Events"), "events:", order=15))
