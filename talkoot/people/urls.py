"""The doors of people, in the order of the path."""

from django.urls import URLPattern

app_name = "people"
urlpatterns: list[URLPattern] = []
