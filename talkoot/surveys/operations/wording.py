"""Which wording of a question this is: the same words keep their number, others get a new one."""

from collections.abc import Iterable

from talkoot.kit.languages import Texts
from talkoot.surveys.models import Form, Item


def settle(*, items: Iterable[Item]) -> None:
    """Gives each question the number of its wording, in the caller's transaction.

    A wording that any published form has used under that key keeps its number; another gets the next
    one, so a number means the same words everywhere. A language that is added changes nothing.
    """
    found = list(items)
    keys = [item.key for item in found]
    # Two forms that share a question and are published at once take turns, in one order.
    sharing = Form.objects.filter(versions__items__key__in=keys).order_by("pk")
    list(Form.objects.filter(pk__in=sharing.values("pk")).order_by("pk").select_for_update())
    used = Item.objects.filter(key__in=keys, version__published_at__isnull=False)
    by_key: dict[str, list[Item]] = {}
    for one in used.order_by("-wording", "-pk"):
        by_key.setdefault(one.key, []).append(one)
    for item in found:
        earlier = by_key.get(item.key, [])
        same = next((one for one in earlier if asks_the_same(one, item)), None)
        if same is not None:
            item.wording = same.wording
        else:
            item.wording = 1 + max((one.wording for one in earlier), default=0)


def asks_the_same(one: Item, other: Item) -> bool:
    """Whether answers to the two may be added: the same words in the languages that both have, the
    same kind, and the same answers to choose from."""
    if one.kind != other.kind or not _agree(one.words, other.words):
        return False
    if one.kind == Item.Kind.SCALE:
        return (one.low, one.high) == (other.low, other.high) and all(
            _agree(ours, theirs)
            for ours, theirs in (
                (one.low_words, other.low_words),
                (one.high_words, other.high_words),
            )
            if ours or theirs
        )
    if one.kind in (Item.Kind.CHOICE, Item.Kind.MANY):
        ours = {option["key"]: Texts(option["words"]) for option in one.options}
        theirs = {option["key"]: Texts(option["words"]) for option in other.options}
        return ours.keys() == theirs.keys() and all(_agree(ours[key], theirs[key]) for key in ours)
    return True


def _agree(one: Texts, other: Texts) -> bool:
    both = one.keys() & other.keys()
    return bool(both) and all(one[language] == other[language] for language in both)
