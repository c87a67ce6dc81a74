"""The area's place in Django, and what the models of others know about people."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models import Q

from talkoot.kit.privacy import Clock, Privacy, declare


class PeopleConfig(AppConfig):
    name = "talkoot.people"
    label = "people"

    def ready(self) -> None:
        from allauth.account.signals import email_changed

        from talkoot.kit import logs
        from talkoot.people.operations import address_needed_while
        from talkoot.people.sign_in import note_new_address

        logs.hide_after("/people/invitations/")
        email_changed.connect(note_new_address)
        address_needed_while("people.consent.person", Q(withdrawn_at=None))
        _declare_models_of_others()


def _declare_models_of_others() -> None:
    mine = {"person": ("user",), "on_erasure": "delete"}
    declare("account.EmailAddress", Privacy(personal=("email",), **mine))  # type: ignore[arg-type]  # the stubs widen the dictionary's values
    declare(
        "account.EmailConfirmation",
        Privacy(
            other=("key",), secret=("key",), person=("email_address__user",), on_erasure="delete"
        ),
    )
    declare(
        "mfa.Authenticator",
        Privacy(personal=("last_used_at",), other=("type", "data"), secret=("data",), **mine),  # type: ignore[arg-type]  # as above
    )
    declare(
        "usersessions.UserSession",
        Privacy(
            personal=("ip", "user_agent"),
            other=("session_key", "data"),
            secret=("session_key",),
            **mine,  # type: ignore[arg-type]  # as above
        ),
    )
    declare(
        "socialaccount.SocialAccount",
        Privacy(personal=("uid", "extra_data"), other=("provider",), **mine),  # type: ignore[arg-type]  # as above
    )
    declare(
        "socialaccount.SocialToken",
        Privacy(
            other=("token", "token_secret"),
            secret=("token", "token_secret"),
            person=("account__user",),
            on_erasure="delete",
        ),
    )
    declare(
        "socialaccount.SocialApp",
        Privacy(
            other=("provider", "provider_id", "name", "client_id", "secret", "key", "settings")
        ),
    )
    declare(
        "sessions.Session",
        Privacy(
            other=("session_key", "session_data"),
            clocks=(Clock(since="expire_date", after=timedelta()),),
        ),
    )
    declare(
        "admin.LogEntry",
        Privacy(
            personal=("object_repr", "change_message"),
            other=("object_id",),
            person=("user",),
            clocks=(Clock(since="action_time", after=timedelta(days=365)),),
        ),
    )
    declare(
        "django_tasks_db.DBTaskResult",
        Privacy(
            other=("status", "args_kwargs", "task_path", "queue_name", "backend_name",
                   "return_value", "exception_class_path", "traceback", "worker_ids"),
            clocks=(Clock(since="finished_at", after=timedelta(days=14)),),
        ),
    )  # fmt: skip  # the list reads as one
