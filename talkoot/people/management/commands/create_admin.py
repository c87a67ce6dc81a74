"""Makes a person a keeper of the installation: the first one, or one more when nobody else can."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from talkoot.kit.refusals import Refused
from talkoot.people import operations
from talkoot.people.models import Person


class Command(BaseCommand):
    help = "Makes the person with this address a keeper; makes the person when there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--password", default="", help="empty: a code by e-mail signs in")

    @override("en")  # a terminal speaks as the other commands do
    def handle(self, *, email: str, password: str, **_options: Any) -> None:
        if password:
            known = Person.objects.with_address(email).first()
            try:
                validate_password(password, known or Person(email=email))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        try:
            operations.make_keeper(
                email=email, password=password, by=None, note="talkoot create-admin"
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
