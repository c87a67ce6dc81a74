"""`manage.py load_core`: brings the core questions of the feedback up to this version."""

from typing import Any

from django.core.management.base import BaseCommand

from talkoot.surveys import operations


class Command(BaseCommand):
    """Safe to run again: what is there stays as it is."""

    help = "Brings the core questions of the feedback up to this version of the program."

    def handle(self, *args: Any, **options: Any) -> None:
        version = operations.load_core()
        if options["verbosity"]:
            self.stdout.write(f"Core questions of the feedback: version {version.number}.")
