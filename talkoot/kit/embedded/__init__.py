"""The embedded PostgreSQL: started by itself when no other database is named."""

from talkoot.kit.embedded.account import Account
from talkoot.kit.embedded.place import Place
from talkoot.kit.embedded.server import (
    destroy,
    django_database,
    exists,
    in_use,
    programs,
    running,
    server_account,
    start,
    start_if_needed,
    stop,
    wanted,
)
from talkoot.kit.trouble import DatabaseTrouble

__all__ = [
    "Account",
    "DatabaseTrouble",
    "Place",
    "destroy",
    "django_database",
    "exists",
    "in_use",
    "programs",
    "running",
    "server_account",
    "start",
    "start_if_needed",
    "stop",
    "wanted",
]
