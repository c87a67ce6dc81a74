"""The area's place in Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "talkoot.kit"
    label = "kit"
