"""Django with nothing added; the same database, through the same pool, as Talkoot's own pages."""

from pathlib import Path

from talkoot.kit import embedded, environment

SECRET_KEY = "not a secret: nothing is signed here"  # noqa: S105 # a server of the benchmark only
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.bare.urls"
INSTALLED_APPS = ["benchmarks.bare"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]
DATABASES = {"default": environment.database("DATABASE_URL") or embedded.django_database()}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": 8,
    "timeout": 15,
}
