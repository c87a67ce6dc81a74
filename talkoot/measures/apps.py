"""The area's place in Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "talkoot.measures"
    label = "measures"
