"""The doors of projects, in the order of the path."""

from django.urls import URLPattern

app_name = "projects"
urlpatterns: list[URLPattern] = []
