"""The area's place in Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "talkoot.home"
    label = "home"
