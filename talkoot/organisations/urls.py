"""The doors of organisations, in the order of the path. What stands before `<slug>` is reserved."""

from django.urls import URLPattern, path

from talkoot.organisations.views import (
    asking,
    coverage,
    editing,
    expertise,
    history,
    listing,
    members,
    merging,
    page,
)

app_name = "organisations"
urlpatterns: list[URLPattern] = [
    path("", listing.organisations, name="list"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("expertise/", expertise.experts, name="expertise"),
    path("expertise/own/", expertise.own, name="own_expertise"),
    path("expertise/own/<int:pk>/", expertise.declare, name="declare_expertise"),
    path("expertise/own/<int:pk>/remove/", expertise.remove, name="remove_expertise"),
    path("expertise/<int:pk>/ask/", asking.ask, name="ask"),
    path("expertise/asked/", asking.asked, name="asked"),
    path("questions/", asking.questions, name="questions"),
    path("questions/<int:pk>/", asking.question, name="question"),
    path("questions/<int:pk>/decline/", asking.decline, name="decline_question"),
    path("questions/confirm/<str:token>/", asking.confirm, name="confirm"),
    path("questions/confirm/<str:token>/withdraw/", asking.withdraw, name="withdraw_question"),
    path("new/", editing.create, name="new"),
    path("<slug:slug>/", page.organisation, name="page"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/areas/", editing.areas, name="areas"),
    path("<slug:slug>/areas/<int:pk>/remove/", editing.remove_area, name="remove_area"),
    path("<slug:slug>/members/", members.members, name="members"),
    path("<slug:slug>/members/<int:pk>/", members.change, name="member"),
    path("<slug:slug>/members/<int:pk>/end/", members.end, name="end_membership"),
    path("<slug:slug>/invitations/<int:pk>/withdraw/", members.withdraw, name="withdraw"),
    path("<slug:slug>/merge/", merging.merge, name="merge"),
    path("<slug:slug>/history/", history.history, name="history"),
]
