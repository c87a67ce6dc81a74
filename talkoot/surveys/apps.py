"""The area's place in Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "talkoot.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.history import verbs  # models are loaded only now
        from talkoot.kit import backup, dump, logs
        from talkoot.people import operations as people
        from talkoot.surveys import measures, operations
        from talkoot.surveys.models import StudyKey
        from talkoot.surveys.operations import persons
        from talkoot.surveys.views import history_words
        from talkoot.surveys.views import panels as ours
        from talkoot.ui import panels

        measures.register_all()
        verbs.name_verbs(history_words.VERBS)
        people.before_erasure(persons.forget_erased)
        people.before_merge(persons.settle_two_asked)
        logs.hide_after("/feedback/")
        # A backup tells nothing of the order in which people answered, and no key outlives its day.
        backup.before(operations.mix_everything)
        dump.leave_out(StudyKey._meta.db_table)
        panels.register("events.manage", ours.of_event, order=50)
        panels.register("projects.page", ours.of_project, order=60)
        panels.register("projects.manage", ours.in_managing, order=20)
        panels.register("projects.page", ours.doors_of_project, order=300)
        panels.register("organisations.page", ours.doors_of_organisation, order=300)
        panels.register("home.own", ours.on_own_page, order=60)
