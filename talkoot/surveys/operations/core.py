"""Loading the core of the feedback, which comes with the program."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.surveys.models import Form, FormVersion, Item
from talkoot.surveys.operations.wording import settle

CORE = Path(__file__).parents[1] / "vocabularies" / "core.toml"


@transaction.atomic
def load_core(*, path: Path = CORE) -> FormVersion:
    """The newest version of the core questions, made if it is missing or asks something else than the
    file does. Waves that have begun keep their version. Those who load at the same time take turns.

    Records nothing: the questions are part of the program, not somebody's act.
    """
    told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    form, _made = Form.objects.get_or_create(
        code=told["form"]["code"],
        defaults={"purpose": Form.Purpose.CORE, "titles": Texts(told["form"]["titles"])},
    )
    form = Form.objects.select_for_update().get(pk=form.pk)
    items = [_item(one, position) for position, one in enumerate(told["items"])]
    newest = form.versions.exclude(published_at=None).order_by("-number").first()
    if newest is not None and _as_it_was(list(newest.items.all()), items):
        return newest
    number = newest.number + 1 if newest else 1
    version = FormVersion.objects.create(form=form, number=number)
    settle(items=items)
    for item in items:
        item.version = version
    Item.objects.bulk_create(items)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    return version


def _item(told: dict[str, Any], position: int) -> Item:
    texts = ("words", "help_texts", "low_words", "high_words")
    return Item(
        position=position,
        **{name: Texts(value) if name in texts else value for name, value in told.items()},
    )


COLUMNS = (
    "key", "kind", "words", "help_texts", "options", "low", "high", "low_words", "high_words", "is_reversed",
)  # fmt: skip  # the list reads as one


def _as_it_was(there: list[Item], told: list[Item]) -> bool:
    """The same questions in the same order, with the same words in every language."""
    written = [[getattr(item, column) for column in COLUMNS] for item in there]
    return written == [[getattr(item, column) for column in COLUMNS] for item in told]
