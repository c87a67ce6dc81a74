"""The doors of events, in the order of the path. What stands before `<slug>` is a reserved slug."""

from django.urls import URLPattern, path

from talkoot.events.views import feeds, listing, own_registration, page, signing_up

app_name = "events"
urlpatterns: list[URLPattern] = [
    path("", listing.events, name="list"),
    path("calendar.ics", feeds.everything, name="calendar"),
    path("feed.xml", feeds.news, name="feed"),
    path("month/", listing.month, name="month"),
    path("month/<int:year>/<int:number>/", listing.month, name="month_of"),
    path("organisations/", signing_up.organisations, name="organisations"),
    path("own/<str:token>/", own_registration.own, name="own"),
    path("own/<str:token>/accept/", own_registration.accept_offer, name="own_accept"),
    path("own/<str:token>/cancel/", own_registration.cancel, name="own_cancel"),
    path("own/<str:token>/data.json", own_registration.own_data, name="own_data"),
    path("own/<str:token>/decline/", own_registration.decline_offer, name="own_decline"),
    path("own/<str:token>/edit/", own_registration.edit, name="own_edit"),
    path("own/<str:token>/event.ics", own_registration.own_calendar, name="own_calendar"),
    path("own/<str:token>/mode/", own_registration.change_mode, name="own_mode"),
    path("series/<slug:slug>/", page.series, name="series"),
    path("series/<slug:slug>/calendar.ics", feeds.of_series, name="series_calendar"),
    path("<slug:slug>/", page.event, name="page"),
    path("<slug:slug>/event.ics", feeds.of_event, name="event_calendar"),
    path("<slug:slug>/register/", signing_up.register, name="register"),
    path("<slug:slug>/registered/<str:answer>/", signing_up.registered, name="registered"),
]
