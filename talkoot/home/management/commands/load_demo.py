"""`manage.py load_demo`: the demonstration, all of it or nothing; a second run changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from talkoot.home.management.demonstration.load import load
from talkoot.home.management.demonstration.people import PASSWORD, PEOPLE
from talkoot.kit.refusals import Refused


class Command(BaseCommand):
    help = "Loads the demonstration: five real projects, their organisations and invented people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sign-ins",
            action="store_true",
            help="Only says who can be signed in as, and loads nothing.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self.stdout.write(sign_ins())
            return
        try:
            with transaction.atomic():
                counts = load()
        except Refused as refusal:
            raise CommandError(f"The demonstration was refused: {refusal}") from refusal
        if options["verbosity"] > 0:
            for kind, number in counts.made.items():
                self.stdout.write(f"{number} {kind} brought in")
            self.stdout.write(f"{counts.kept} there already, left as they are")


def sign_ins() -> str:
    """A line for each invented person: the address, and what they may do."""
    width = max(len(somebody.email) for somebody in PEOPLE)
    lines = [f"  {one.email:<{width}}  {one.what['en']}" for one in PEOPLE]
    return "\n".join([f"Sign in with the password {PASSWORD} as", *lines])
