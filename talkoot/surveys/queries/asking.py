"""What a wave asks."""

from collections.abc import Sequence

from talkoot.surveys.models import Item, Wave


def items_of(wave: Wave) -> Sequence[Item]:
    """The questions of a wave: the core first, then the arranger's own; a key is asked once."""
    versions = [wave.core_id, wave.own_id]
    rows = Item.objects.filter(version__in=[one for one in versions if one])
    in_order = sorted(rows, key=lambda item: (versions.index(item.version_id), item.position))
    return list({item.key: item for item in reversed(in_order)}.values())[::-1]
