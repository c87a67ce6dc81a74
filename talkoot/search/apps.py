"""The area's place in Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "talkoot.search"
    label = "search"
