"""The looks as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "talkoot.ui"
    label = "ui"
