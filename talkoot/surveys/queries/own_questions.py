"""The arrangers' own questions over all the events of a project that asked them, from tallies alone."""

from collections import defaultdict
from dataclasses import dataclass

from talkoot.measures.measure import Scope
from talkoot.surveys.models import Form, Item
from talkoot.surveys.queries.ledger import Ledger, tallies_of
from talkoot.surveys.queries.results import About, ItemResult, results_from


@dataclass(frozen=True)
class OwnQuestions:
    """One form's questions: after how many events they were asked, of how many people in those whose
    answers are shown, and what was answered. What fewer than the rule's answered is in no batch."""

    form: Form
    events: int
    asked: int
    items: list[ItemResult]


def own_questions_of(ledger: Ledger, scope: Scope) -> list[OwnQuestions]:
    """The own questions of the ledger's events by form, the form asked after most events first. No more
    questions to the database than three, and none where nobody asked any."""
    versions = {line.wave.own_id for line in ledger.lines if line.wave.own_id}
    if not versions:
        return []
    rows = (
        Item.objects.filter(version__in=versions)
        .exclude(kind=Item.Kind.TEXT)
        .exclude(key__in=[one.item.key for one in ledger.items])
        .select_related("version__form")
        .order_by("version__form", "-version__number", "position")
    )
    items: dict[About, Item] = {}
    forms: dict[int | None, Form] = {}
    for item in rows:
        # Each wording once, as its newest version has it.
        items.setdefault((item.key, item.wording), item)
        forms[item.version_id] = item.version.form
    tallies = tallies_of(scope).filter(item_key__in={key for key, _wording in items})
    by_form: dict[Form, list[ItemResult]] = defaultdict(list)
    for one in results_from(items.values(), tallies):
        by_form[one.item.version.form].append(one)
    shown = {line.wave.pk for line in ledger.shown}
    found = []
    for form, results in by_form.items():
        of_form = [line for line in ledger.lines if forms.get(line.wave.own_id) == form]
        found.append(
            OwnQuestions(
                form,
                events=sum(1 for line in of_form if line.asked),
                asked=sum(line.asked for line in of_form if line.wave.pk in shown),
                items=results,
            )
        )
    return sorted(found, key=lambda one: (-one.events, one.form.pk))
