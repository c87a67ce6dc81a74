"""The area's place in Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "talkoot.organisations"
    label = "organisations"
