"""The doors of people, in the order of the path."""

from django.urls import URLPattern, path

from talkoot.people.views import invitations, merging, own

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("erase/", merging.erase_person, name="erase_person"),
    path("erased/", own.erased, name="erased"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/accept/", invitations.accept, name="accept_invitation"),
    path("invitations/<str:token>/decline/", invitations.decline, name="decline_invitation"),
    path("invitations/<str:token>/sign-in/", invitations.sign_in, name="invitation_sign_in"),
    path("merge/", merging.merge, name="merge"),
    path("own/", own.own, name="own"),
    path("own/consents/", own.consents, name="consents"),
    path("own/consents/<slug:about>/give/", own.give_consent, name="give_consent"),
    path("own/consents/<slug:about>/withdraw/", own.withdraw_consent, name="withdraw_consent"),
    path("own/erase/", own.erase, name="erase"),
    path("own/export/", own.export, name="export"),
    path("own/merge/", merging.own_merge, name="own_merge"),
    path("own/merge/code/", merging.own_merge_code, name="own_merge_code"),
    path("own/merge/confirm/", merging.own_merge_confirm, name="own_merge_confirm"),
    path("own/sign-ins/", own.sign_ins, name="sign_ins"),
    path("own/sign-ins/end-others/", own.end_other_sign_ins, name="end_other_sign_ins"),
]
