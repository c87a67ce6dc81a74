"""The doors of events, in the order of the path. What stands before `<slug>` is a reserved slug."""

from django.urls import URLPattern, path  # noqa: F401  # the first door uses it

app_name = "events"
urlpatterns: list[URLPattern] = []
