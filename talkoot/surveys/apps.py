"""The area's place in Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "talkoot.surveys"
    label = "surveys"
