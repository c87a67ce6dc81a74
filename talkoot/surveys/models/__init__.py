"""What is asked, of whom, what was answered, and what of it may be shown."""

from talkoot.surveys.models.answer import OpenText, Response, Theme, ThemeMark
from talkoot.surveys.models.door import Door, Said
from talkoot.surveys.models.form import Form, FormVersion, Item
from talkoot.surveys.models.result import Batch, PairResult, Tally
from talkoot.surveys.models.study import Needs, Study, StudyKey
from talkoot.surveys.models.wave import Asked, ProjectRule, Wave

__all__ = [
    "Asked",
    "Batch",
    "Door",
    "Form",
    "FormVersion",
    "Item",
    "Needs",
    "OpenText",
    "PairResult",
    "ProjectRule",
    "Response",
    "Said",
    "Study",
    "StudyKey",
    "Tally",
    "Theme",
    "ThemeMark",
    "Wave",
]
