"""The door of the gallery."""

from django.urls import path

from talkoot.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("confirm/", views.gallery_confirm, name="gallery_confirm"),
]
