"""What funders ask about those who take part; asked only when the event's own switch is on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FunderField(models.TextChoices):
    """One thing that a funder may require of each participant of a project's training."""

    REGION = "region", _("region where I live")
    FIELD = "field", _("field of work")
    MOTHER_TONGUE = "mother_tongue", _("mother tongue")
    GENDER = "gender", _("gender")
    AGE = "age", _("age")
    WORK_EXPERIENCE = "work_experience", _("work experience")
    TASKS = "tasks", _("tasks at work")
