"""What the worker runs for feedback."""

from django_tasks import task

from talkoot.kit import clock
from talkoot.surveys.operations import inviting, lemmas, mixing, studies, waves


@task()
def open_due() -> int:
    """Opens the feedback of events that are about to end; what is prepared already follows its event."""
    waves.follow_events()
    return waves.open_due()


@task()
def ask_due() -> int:
    """Writes the invitations and reminders whose time it is."""
    return inviting.ask_due()


@task()
def close_due() -> int:
    """Closes what has reached its time, and makes results."""
    return waves.close_due()


@task()
def mix_everything() -> int:
    """Rewrites answers in random order."""
    return mixing.mix_everything()


@task()
def destroy_due() -> int:
    """Destroys the keys of studies whose day has come."""
    return studies.destroy_due()


@task()
def find_lemmas() -> int:
    """Looks up the basic forms of what people wrote."""
    return lemmas.find_lemmas()


clock.every("surveys.open_due", 60, open_due)
clock.every("surveys.ask_due", 300, ask_due)
clock.every("surveys.close_due", 600, close_due)
clock.every("surveys.mix_everything", 3600, mix_everything)
clock.every("surveys.destroy_due", 3600, destroy_due)
clock.every("surveys.find_lemmas", 300, find_lemmas)
