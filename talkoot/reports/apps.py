"""The area's place in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "talkoot.reports"
    label = "reports"
