"""The area's place in Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "talkoot.notices"
    label = "notices"
