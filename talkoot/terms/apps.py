"""The area's place in Django."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "talkoot.terms"
    label = "terms"
