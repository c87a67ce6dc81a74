"""The doors of feedback, in the order of the path."""

from django.urls import URLPattern, path

from talkoot.surveys.views import (
    answering,
    event_feedback,
    forms,
    ledger,
    needs,
    studies,
    texts,
)

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", answering.enter, name="enter"),
    path("at/<str:code>/", answering.at_code, name="at_code"),
    path("event/<slug:slug>/", event_feedback.event, name="event"),
    path("event/<slug:slug>/close/", event_feedback.close, name="event_close"),
    path("event/<slug:slug>/edit/", event_feedback.edit, name="event_edit"),
    path("event/<slug:slug>/open/", event_feedback.open_now, name="event_open"),
    path("event/<slug:slug>/screen/", event_feedback.screen, name="event_screen"),
    path("event/<slug:slug>/texts/", texts.texts, name="event_texts"),
    path("forms/", forms.forms, name="forms"),
    path("forms/new/", forms.new, name="form_new"),
    path("forms/<slug:code>/", forms.form, name="form"),
    path("forms/<slug:code>/begin-version/", forms.begin_version, name="form_begin_version"),
    path("forms/<slug:code>/compare/<int:older>/<int:newer>/", forms.compare, name="form_compare"),
    path("forms/<slug:code>/paste/", forms.paste, name="form_paste"),
    path("forms/<slug:code>/preview/<int:number>/", forms.preview, name="form_preview"),
    path("forms/<slug:code>/publish/", forms.publish, name="form_publish"),
    path("forms/<slug:code>/questions/new/", forms.new_item, name="form_item_new"),
    path("forms/<slug:code>/questions/<int:number>/", forms.item, name="form_item"),
    path(
        "forms/<slug:code>/questions/<int:number>/up/",
        forms.move,
        {"steps": -1},
        name="form_item_up",
    ),
    path(
        "forms/<slug:code>/questions/<int:number>/down/",
        forms.move,
        {"steps": 1},
        name="form_item_down",
    ),
    path("forms/<slug:code>/questions/<int:number>/remove/", forms.remove, name="form_item_remove"),
    path("forms/<slug:code>/retire/", forms.retire, name="form_retire"),
    path("needs/", needs.surveys, name="needs"),
    path("needs/new/<slug:slug>/", needs.new, name="needs_new"),
    path("needs/<str:code>/", needs.survey, name="needs_survey"),
    path("needs/<str:code>/results/", needs.results, name="needs_results"),
    path("needs/<str:code>/sectors/<int:number>/ask/", needs.addresses, name="needs_addresses"),
    path("project/<slug:slug>/", ledger.ledger, name="ledger"),
    path("project/<slug:slug>/workbook/", ledger.workbook, name="ledger_workbook"),
    path("rounds/<int:number>/close/", studies.close_round, name="round_close"),
    path("studies/", studies.studies, name="studies"),
    path("studies/new/", studies.new, name="study_new"),
    path("studies/<int:number>/", studies.study, name="study"),
    path("studies/<int:number>/ask/", studies.ask, name="study_ask"),
    path("studies/<int:number>/destroy/", studies.destroy, name="study_destroy"),
    path("thanks/", answering.thanks, name="thanks"),
    # Last: whatever else is the token of a mailed link.
    path("<str:token>/", answering.answer, name="answer"),
]
