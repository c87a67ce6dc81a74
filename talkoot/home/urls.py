"""The doors of home, in the order of the path."""

from django.urls import URLPattern

app_name = "home"
urlpatterns: list[URLPattern] = []
