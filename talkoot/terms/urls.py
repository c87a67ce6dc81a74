"""The doors of vocabularies, in the order of the path."""

from django.urls import URLPattern, path

from talkoot.terms import views

app_name = "terms"
urlpatterns: list[URLPattern] = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:code>/", views.catalogue, name="catalogue"),
    path("indicators/<slug:code>/<str:version>/", views.version, name="version"),
]
