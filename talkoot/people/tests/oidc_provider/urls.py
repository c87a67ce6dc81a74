"""The provider's doors."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("allauth.idp.urls")),
]
