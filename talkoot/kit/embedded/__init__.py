"""The embedded PostgreSQL: started by itself when no other database is named."""

from talkoot.kit.embedded.account import Account
from talkoot.kit.embedded.place import Place
from talkoot.kit.embedded.server import (
    DatabaseTrouble,
    django_database,
    in_use,
    programs,
    running,
    start,
    start_if_needed,
    stop,
    wanted,
)

__all__ = [
    "Account",
    "DatabaseTrouble",
    "Place",
    "django_database",
    "in_use",
    "programs",
    "running",
    "start",
    "start_if_needed",
    "stop",
    "wanted",
]
