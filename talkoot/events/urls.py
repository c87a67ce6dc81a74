"""The doors of events, in the order of the path. What stands before `<slug>` is a reserved slug."""

from django.urls import URLPattern, path

from talkoot.events.views import (
    feeds,
    listing,
    manage_event,
    manage_messages,
    manage_participants,
    manage_places,
    manage_remains,
    manage_states,
    own_registration,
    page,
    signing_up,
)

app_name = "events"
urlpatterns: list[URLPattern] = [
    path("", listing.events, name="list"),
    path("arranged/", manage_event.arranged, name="arranged"),
    path("calendar.ics", feeds.everything, name="calendar"),
    path("deleted/", manage_states.deleted, name="deleted"),
    path("feed.xml", feeds.news, name="feed"),
    path("month/", listing.month, name="month"),
    path("month/<int:year>/<int:number>/", listing.month, name="month_of"),
    path("new/", manage_event.new, name="new"),
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
    path("<slug:slug>/bring-back/", manage_states.bring_back, name="bring_back"),
    path("<slug:slug>/cancel/", manage_states.cancel, name="cancel"),
    path("<slug:slug>/copy/", manage_states.copy, name="copy"),
    path("<slug:slug>/delete/", manage_states.delete, name="delete"),
    path("<slug:slug>/files/<int:number>/", manage_remains.attachment_file, name="attachment_file"),
    path("<slug:slug>/history/", manage_event.history, name="history"),
    path("<slug:slug>/publish/", manage_states.publish, name="publish"),
    path("<slug:slug>/take-back/", manage_states.take_back, name="take_back"),
    path("<slug:slug>/manage/", manage_event.manage, name="manage"),
    path("<slug:slug>/manage/basics/", manage_event.basics, name="manage_basics"),
    path("<slug:slug>/manage/texts/", manage_event.texts, name="manage_texts"),
    path("<slug:slug>/manage/signing-up/", manage_event.rules, name="manage_rules"),
    path("<slug:slug>/manage/places/", manage_places.places, name="manage_places"),
    path("<slug:slug>/manage/places/new/", manage_places.new_places, name="manage_places_new"),
    path(
        "<slug:slug>/manage/places/<int:number>/",
        manage_places.edit_places,
        name="manage_places_edit",
    ),
    path(
        "<slug:slug>/manage/places/<int:number>/remove/",
        manage_places.remove_places,
        name="manage_places_remove",
    ),
    path("<slug:slug>/manage/sessions/", manage_places.sessions, name="manage_sessions"),
    path("<slug:slug>/manage/sessions/new/", manage_places.new_session, name="manage_session_new"),
    path(
        "<slug:slug>/manage/sessions/<int:number>/",
        manage_places.edit_session,
        name="manage_session",
    ),
    path(
        "<slug:slug>/manage/sessions/<int:number>/remove/",
        manage_places.remove_session,
        name="manage_session_remove",
    ),
    path(
        "<slug:slug>/manage/participants/",
        manage_participants.participants,
        name="manage_participants",
    ),
    path(
        "<slug:slug>/manage/participants.xlsx",
        manage_participants.workbook,
        name="manage_participants_workbook",
    ),
    path(
        "<slug:slug>/manage/participants/print/",
        manage_participants.print_list,
        name="manage_participants_print",
    ),
    path(
        "<slug:slug>/manage/participants/new/",
        manage_participants.by_hand,
        name="manage_participant_new",
    ),
    path(
        "<slug:slug>/manage/participants/<int:number>/",
        manage_participants.participant,
        name="manage_participant",
    ),
    path(
        "<slug:slug>/manage/participants/<int:number>/mode/",
        manage_participants.change_mode,
        name="manage_participant_mode",
    ),
    path(
        "<slug:slug>/manage/participants/<int:number>/give-place/",
        manage_participants.move,
        {"how": "give-place"},
        name="manage_participant_give",
    ),
    path(
        "<slug:slug>/manage/participants/<int:number>/move/",
        manage_participants.move,
        {"how": "move"},
        name="manage_participant_move",
    ),
    path(
        "<slug:slug>/manage/participants/<int:number>/return/",
        manage_participants.move,
        {"how": "return"},
        name="manage_participant_return",
    ),
    path(
        "<slug:slug>/manage/participants/<int:number>/remove/",
        manage_participants.move,
        {"how": "remove"},
        name="manage_participant_remove",
    ),
    path("<slug:slug>/manage/needs/", manage_participants.needs, name="manage_needs"),
    path("<slug:slug>/manage/messages/", manage_messages.messages, name="manage_messages"),
    path(
        "<slug:slug>/manage/messages/new/", manage_messages.new_message, name="manage_message_new"
    ),
    path(
        "<slug:slug>/manage/messages/<int:number>/", manage_messages.message, name="manage_message"
    ),
    path(
        "<slug:slug>/manage/messages/<int:number>/edit/",
        manage_messages.edit_message,
        name="manage_message_edit",
    ),
    path(
        "<slug:slug>/manage/messages/<int:number>/send/",
        manage_messages.send_message,
        name="manage_message_send",
    ),
    path(
        "<slug:slug>/manage/messages/<int:number>/throw-away/",
        manage_messages.throw_away_message,
        name="manage_message_throw_away",
    ),
    path("<slug:slug>/manage/materials/", manage_remains.attachments, name="manage_attachments"),
    path(
        "<slug:slug>/manage/materials/new/",
        manage_remains.new_attachment,
        name="manage_attachment_new",
    ),
    path(
        "<slug:slug>/manage/materials/<int:number>/",
        manage_remains.edit_attachment,
        name="manage_attachment",
    ),
    path(
        "<slug:slug>/manage/materials/<int:number>/publish/",
        manage_remains.publish_attachment,
        name="manage_attachment_publish",
    ),
    path(
        "<slug:slug>/manage/materials/<int:number>/take-back/",
        manage_remains.take_back_attachment,
        name="manage_attachment_take_back",
    ),
    path(
        "<slug:slug>/manage/materials/<int:number>/captions/",
        manage_remains.mark_captioned,
        name="manage_attachment_captions",
    ),
    path(
        "<slug:slug>/manage/materials/<int:number>/remove/",
        manage_remains.remove_attachment,
        name="manage_attachment_remove",
    ),
    path("<slug:slug>/manage/headcounts/", manage_remains.headcounts, name="manage_headcounts"),
    path(
        "<slug:slug>/manage/headcounts/new/",
        manage_remains.new_headcount,
        name="manage_headcount_new",
    ),
    path(
        "<slug:slug>/manage/headcounts/<int:number>/withdraw/",
        manage_remains.withdraw_headcount,
        name="manage_headcount_withdraw",
    ),
    path(
        "<slug:slug>/manage/headcounts/<int:number>/proof/",
        manage_remains.headcount_proof,
        name="manage_headcount_proof",
    ),
]
