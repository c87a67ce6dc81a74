"""The doors of home, in the order of the path."""

from django.urls import URLPattern, path

from talkoot.home.views import front, own, search, statements

app_name = "home"
urlpatterns: list[URLPattern] = [
    path("", front.front, name="front"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("own/", own.own_page, name="own_page"),
    path("privacy/", statements.privacy, name="privacy"),
    path("search/", search.search, name="search"),
    path("well/", statements.well, name="well"),
]
