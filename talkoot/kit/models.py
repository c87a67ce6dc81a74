"""When work that comes round again is due next."""

from typing import ClassVar

from django.db import models

from talkoot.kit.privacy import Privacy


class Clock(models.Model):
    """One piece of work that comes round again, and the moment when it is due next.

    Several workers share these rows; whoever moves `next_at` on is the one who enqueues the work.
    """

    name = models.CharField(max_length=100, primary_key=True)
    next_at = models.DateTimeField()

    privacy: ClassVar = Privacy(other=("name",))

    def __str__(self) -> str:
        return f"{self.name} {self.next_at:%Y-%m-%d %H:%M}"
