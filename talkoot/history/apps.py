"""The area's place in Django."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "talkoot.history"
    label = "history"
