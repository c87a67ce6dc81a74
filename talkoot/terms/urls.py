"""The doors of vocabularies, in the order of the path."""

from django.urls import URLPattern, path

from talkoot.terms import views

app_name = "terms"
urlpatterns: list[URLPattern] = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/import/", views.import_catalogue, name="import"),
    path("indicators/import/bring-in/", views.bring_in, name="bring_in"),
    path("indicators/<slug:code>/", views.catalogue, name="catalogue"),
    path("indicators/<slug:code>/<str:version>/", views.version, name="version"),
    path("indicators/<slug:code>/<str:version>/sheet/", views.sheet_of, name="sheet"),
]
