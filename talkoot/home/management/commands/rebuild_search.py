"""`manage.py rebuild_search`: makes the search index anew from everything that is public."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from talkoot.search import index


class Command(BaseCommand):
    help = "Makes the search index anew from everything that is public."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            count = index.rebuild()
        self.stdout.write(f"{count} things can be found")
