"""The doors of organisations, in the order of the path."""

from django.urls import URLPattern

app_name = "organisations"
urlpatterns: list[URLPattern] = []
