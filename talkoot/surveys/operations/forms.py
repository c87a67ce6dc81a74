"""Making questions of one's own: in a draft, which is published as a version that never changes."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from talkoot.history.record import differences, record, snapshot
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import changing, reread
from talkoot.projects.operations.ordering import move_among
from talkoot.surveys.models import Form, FormVersion, Item
from talkoot.surveys.operations import form_refusals as refusals
from talkoot.surveys.operations.wording import settle

MOST_STEPS = 11
FEWEST_OPTIONS = 2
COPIED = (
    "key", "wording", "kind", "words", "help_texts", "options", "low", "high", "low_words", "high_words",
    "is_reversed", "position",
)  # fmt: skip  # the list reads as one


def begin_form(
    *,
    project: Project,
    titles: Texts,
    by: Person | None,
    purpose: str = Form.Purpose.FEEDBACK,
    licence: str = "",
) -> Form:
    """A new set of questions of a project, with an empty draft. An instrument that others own states
    its licence.

    Refuses with FormUnnamed, LicenceMissing, ProjectArchived, ProjectDeleted.
    Records `surveys.begin_form` on the project.
    """
    if not titles:
        raise refusals.FormUnnamed
    if purpose == Form.Purpose.INSTRUMENT and not licence.strip():
        raise refusals.LicenceMissing
    with changing(project):
        form = Form.objects.create(
            code=f"{slugify(str(titles))[:45]}-{secrets.token_hex(3)}".lstrip("-"),
            purpose=purpose,
            project=project,
            titles=titles,
            licence=licence.strip(),
        )
        FormVersion.objects.create(form=form, number=1)
        record("surveys.begin_form", on=project, by=by, part=form, changes=_named(form))
    return form


def add_item(*, form: Form, by: Person | None, **fields: Any) -> Item:
    """Adds a question at the end of the draft. `options` are the answers to choose from, as Texts.

    Its key is new and stays the same for ever. Refuses with QuestionEmpty, ScaleUnfit, TooFewOptions,
    NoDraft, FormRetired, ProjectArchived. Records `surveys.add_item` on the project.
    """
    with _drafting(form) as draft:
        item = Item(version=draft, key=_next_key(form), position=draft.items.count())
        _fill(item, fields)
        item.save()
        record("surveys.add_item", on=_project(form), by=by, part=item, changes=_asked(item))
    return item


def paste_items(
    *,
    form: Form,
    lines: str,
    language: str,
    by: Person | None,
    low: int = 1,
    high: int = 5,
    low_words: Texts | None = None,
    high_words: Texts | None = None,
) -> list[Item]:
    """Adds one scale question for each line, all with the same scale; a line that ends in (R) is scored
    backwards.

    Refuses with NothingPasted, ScaleUnfit, NoDraft, FormRetired, ProjectArchived.
    Records `surveys.paste_items` on the project, with how many.
    """
    told = [line.strip() for line in lines.splitlines() if line.strip()]
    if not told:
        raise refusals.NothingPasted
    with _drafting(form) as draft:
        first = draft.items.count()
        items = []
        for number, line in enumerate(told):
            backwards = line.upper().endswith("(R)")
            item = Item(version=draft, key=_next_key(form), position=first + number)
            fields = {
                "kind": Item.Kind.SCALE,
                "words": Texts({language: line[:-3] if backwards else line}),
                "low": low,
                "high": high,
                "low_words": low_words or Texts(),
                "high_words": high_words or Texts(),
                "is_reversed": backwards,
            }
            _fill(item, fields)
            item.save()
            items.append(item)
        counted = {"count": [None, len(items)]}
        record("surveys.paste_items", on=_project(form), by=by, part=form, changes=counted)
    return items


def change_item(*, item: Item, by: Person | None, **fields: Any) -> Item:
    """Changes a question of the draft; its key stays. What of `options` has the words that it had, or
    stands where it stood, stays the same answer.

    Refuses and records (`surveys.change_item`) as `add_item`.
    """
    form = item.version.form
    with _drafting(form, item):
        before = snapshot(item)
        _fill(item, fields)
        # Settled for good when it is published; till then so that versions can be compared.
        settle(items=[item])
        item.save()
        told = differences(item, before)
        if told:
            record("surveys.change_item", on=_project(form), by=by, part=item, changes=told)
    return item


def move_item(*, item: Item, steps: int, by: Person | None) -> None:
    """Moves a question of the draft so many places down, up when negative; at an end it stays.

    Refuses with NoDraft, FormRetired, ProjectArchived. Records `surveys.move_item` if it moved.
    """
    form = item.version.form
    with _drafting(form, item) as draft:
        if move_among(draft.items.all(), item, steps):
            record("surveys.move_item", on=_project(form), by=by, part=item, changes=_asked(item))


def remove_item(*, item: Item, by: Person | None) -> None:
    """Takes a question out of the draft; what was answered to it in earlier versions stays.

    Refuses with NoDraft, FormRetired, ProjectArchived. Records `surveys.remove_item`.
    """
    form = item.version.form
    with _drafting(form, item):
        words = dict(item.words)
        record(
            "surveys.remove_item",
            on=_project(form),
            by=by,
            part=item,
            changes={"words": [words, {}]},
        )
        item.delete()


def publish_version(*, form: Form, by: Person | None) -> FormVersion:
    """Publishes the draft, which never changes again; each question whose words or scale differ from
    all earlier ones gets a new number of wording by itself.

    Refuses with NothingToPublish, NoDraft, FormRetired, ProjectArchived.
    Records `surveys.publish_version` on the project.
    """
    with _drafting(form) as draft:
        items = list(draft.items.all())
        if not items:
            raise refusals.NothingToPublish
        settle(items=items)
        Item.objects.bulk_update(items, ["wording"])
        draft.published_at = timezone.now()
        draft.save(update_fields=["published_at"])
        numbered = {**_named(form), "number": [None, draft.number]}
        record("surveys.publish_version", on=_project(form), by=by, part=form, changes=numbered)
    return draft


def begin_version(*, form: Form, by: Person | None) -> FormVersion:
    """A new draft with the questions of the newest version; a second time gives the same draft.

    Refuses with FormRetired, ProjectArchived. Records `surveys.begin_version` on the project.
    """
    with _form_changing(form):
        newest = form.versions.order_by("-number").first()
        assert newest is not None  # a form is made with its first draft
        if newest.published_at is None:
            return newest
        draft = FormVersion.objects.create(form=form, number=newest.number + 1)
        Item.objects.bulk_create(
            Item(version=draft, **{name: getattr(item, name) for name in COPIED})
            for item in newest.items.all()
        )
        record("surveys.begin_version", on=_project(form), by=by, part=form, changes=_named(form))
    return draft


def retire(*, form: Form, by: Person | None) -> None:
    """Takes the form out of use: nothing new asks it, and what was answered stays. Once.

    Refuses with FormRetired, ProjectArchived. Records `surveys.retire` on the project.
    """
    with _form_changing(form):
        form.retired_at = timezone.now()
        form.save(update_fields=["retired_at"])
        record("surveys.retire", on=_project(form), by=by, part=form, changes=_named(form))


@contextmanager
def _form_changing(form: Form) -> Iterator[None]:
    with changing(_project(form)):
        reread(form)
        if form.retired_at is not None:
            raise refusals.FormRetired
        yield


@contextmanager
def _drafting(form: Form, item: Item | None = None) -> Iterator[FormVersion]:
    """One transaction in which nobody else changes the form's draft."""
    with _form_changing(form):
        draft = form.versions.filter(published_at=None).first()
        if draft is None or (item is not None and item.version_id != draft.pk):
            raise refusals.NoDraft
        if item is not None:
            reread(item)
        yield draft


def _project(form: Form) -> Project:
    if form.project is None:
        raise refusals.FormOfNoProject
    return form.project


def _next_key(form: Form) -> str:
    """`q<form>-<number>`: no other form has it, and no question of this one ever had."""
    keys = Item.objects.filter(version__form=form).values_list("key", flat=True)
    numbers = [int(key.rsplit("-", 1)[1]) for key in keys if key.startswith(f"q{form.pk}-")]
    return f"q{form.pk}-{max(numbers, default=0) + 1}"


def _fill(item: Item, fields: dict[str, Any]) -> None:
    options: Sequence[Texts] | None = fields.pop("options", None)
    for name, value in fields.items():
        setattr(item, name, value)
    if not item.words:
        raise refusals.QuestionEmpty
    if item.kind == Item.Kind.SCALE and not 1 <= item.high - item.low <= MOST_STEPS - 1:
        raise refusals.ScaleUnfit
    if item.kind not in (Item.Kind.CHOICE, Item.Kind.MANY):
        item.options = []
    elif options is not None:
        item.options = _keyed(options, item.options)
    if item.kind in (Item.Kind.CHOICE, Item.Kind.MANY) and len(item.options) < FEWEST_OPTIONS:
        raise refusals.TooFewOptions


def _keyed(options: Sequence[Texts], there: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each answer with its key: that of the one whose words it has, else of the one in whose place it
    stands when none came or went, else a new one."""
    left = {one["key"]: set(one["words"].items()) for one in there}
    last = max((int(one["key"][1:]) for one in there), default=0)
    same_count = len(options) == len(there)
    keys: list[str] = ["" for _one in options]
    for place, words in enumerate(options):
        found = next((key for key, said in left.items() if said & set(words.items())), "")
        if found:
            keys[place] = found
            del left[found]
    for place in range(len(options)):
        stood = there[place]["key"] if same_count else ""
        if not keys[place] and stood in left:
            keys[place] = stood
            del left[stood]
        elif not keys[place]:
            last += 1
            keys[place] = f"o{last}"
    return [{"key": key, "words": dict(words)} for key, words in zip(keys, options, strict=True)]


def _named(form: Form) -> dict[str, Any]:
    return {"titles": [{}, dict(form.titles)]}


def _asked(item: Item) -> dict[str, Any]:
    return {"words": [{}, dict(item.words)]}
