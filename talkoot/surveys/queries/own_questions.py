"""The arrangers' own questions over all the events of a project that asked them, from tallies alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from talkoot.measures.measure import Scope
from talkoot.surveys.models import Form, Item
from talkoot.surveys.queries.ledger import Ledger, tallies_of
from talkoot.surveys.queries.results import About, ItemResult, results_from


@dataclass(frozen=True)
class OwnResult:
    """What was answered to one question, and how many were asked it in the events whose answers are
    shown. Answers that fewer than the rule's gave in their batch are shown nowhere."""

    result: ItemResult
    asked: int


@dataclass(frozen=True)
class OwnQuestions:
    """One form's questions, and after how many events any of them were asked."""

    form: Form
    events: int
    items: list[OwnResult]

    @property
    def are_answered(self) -> bool:
        return any(one.result.answered for one in self.items)


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
    asking: dict[About, set[int]] = defaultdict(set)
    forms: dict[int | None, Form] = {}
    for item in rows:
        about = (item.key, item.wording)
        items.setdefault(about, item)  # as its newest version has it
        asking[about].add(item.version_id)
        forms[item.version_id] = item.version.form
    asked: dict[int | None, int] = defaultdict(int)
    for line in ledger.shown:
        asked[line.wave.own_id] += line.asked
    tallies = tallies_of(scope).filter(item_key__in={key for key, _wording in items})
    by_form: dict[Form, list[OwnResult]] = defaultdict(list)
    for one in results_from(items.values(), tallies):
        of_versions = asking[one.item.key, one.item.wording]
        of_them = sum(asked[version] for version in of_versions)
        by_form[one.item.version.form].append(OwnResult(one, of_them))
    events = Counter(forms.get(line.wave.own_id) for line in ledger.lines if line.asked)
    found = [OwnQuestions(form, events[form], results) for form, results in by_form.items()]
    return sorted(found, key=lambda one: (-one.events, one.form.pk))
