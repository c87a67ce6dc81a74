"""What a measure should answer, asked of its rows one by one."""

from talkoot.measures.measure import Measure, Scope


def is_about(measure: Measure, scope: Scope) -> bool:
    """Whether any of the counted rows says that it is about so much."""
    rows = measure.rows(scope)
    return bool(measure.estimate) and rows.filter(**{measure.estimate: True}).exists()
