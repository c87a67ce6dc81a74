"""The area's place in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "talkoot.people"
    label = "people"
