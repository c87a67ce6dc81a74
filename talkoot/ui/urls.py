"""The doors of the looks."""

from django.urls import URLPattern

app_name = "ui"
urlpatterns: list[URLPattern] = []
