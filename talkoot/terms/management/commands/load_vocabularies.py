"""`manage.py load_vocabularies`: adds the shared vocabularies that are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from talkoot.terms import operations


class Command(BaseCommand):
    """Safe to run again: what is there stays as it is."""

    help = "Adds the areas, themes, target groups, programmes and indicators that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        added = operations.load_vocabularies()
        if options["verbosity"]:
            said = ", ".join(f"{count} {kind}" for kind, count in added.items() if count)
            self.stdout.write(f"Added {said}." if said else "Nothing was missing.")
