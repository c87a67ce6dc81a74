"""The doors: one line an area. Every page's address begins with its language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from talkoot.surveys.views import door

urlpatterns: list[URLPattern | URLResolver] = i18n_patterns(
    path("", include("talkoot.home.urls")),
    path("projects/", include("talkoot.projects.urls")),
    path("reports/", include("talkoot.reports.urls")),
    path("feedback/", include("talkoot.surveys.urls")),
    path("p/<slug:slug>/", door.short, name="door_short"),
    path("events/", include("talkoot.events.urls")),
    path("organisations/", include("talkoot.organisations.urls")),
    path("people/", include("talkoot.people.urls")),
    path("terms/", include("talkoot.terms.urls")),
    path("account/", include("allauth.urls")),
    path("gallery/", include("talkoot.ui.urls")),
    path("keeper/", admin.site.urls),
)
# Asked for by allauth's limits; Django itself knows no such name.
handler429 = "talkoot.people.views.limits.too_many"
