"""The area's place in Django."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "talkoot.projects"
    label = "projects"
