"""Whether an organisation is perhaps in the register already."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from talkoot.kit.alphabet import fold
from talkoot.kit.languages import Texts
from talkoot.organisations.models import Organisation

LEGAL = {"oy", "ab", "oyj", "abp", "ry", "rf", "sr", "ky", "oy ab", "ltd", "the", "of", "and", "ja"}
"""Words that tell of the form of an organisation, not which one it is."""
ALIKE = 0.88
AT_MOST = 5


def holder_of(business_id: str) -> Organisation | None:
    """The live organisation that has the business id."""
    return (
        Organisation.objects.live().filter(business_id=business_id).exclude(business_id="").first()
    )


def similar(names: Texts, short_name: str = "") -> list[Organisation]:
    """Live organisations whose name in any language is nearly one of these, nearest first, five at most."""
    wanted = {_bare(name) for name in [*names.values(), short_name]} - {""}
    near: list[tuple[float, int]] = []
    rows = Organisation.objects.live().values_list("pk", "names", "short_name")
    for pk, known, known_short in rows.iterator():
        bare = {_bare(name) for name in [*known.values(), known_short]} - {""}
        nearness = _nearest(wanted, bare)
        if nearness >= ALIKE:
            near.append((-nearness, pk))
    found = [pk for _nearness, pk in sorted(near)[:AT_MOST]]
    rows_by_pk = Organisation.objects.in_bulk(found)
    return [rows_by_pk[pk] for pk in found]


def _bare(name: str) -> str:
    words = [word.strip(".,()") for word in fold(name).split()]
    return " ".join(word for word in words if word and word not in LEGAL)


def _nearest(wanted: Iterable[str], known: Iterable[str]) -> float:
    best = 0.0
    for one in wanted:
        for other in known:
            if one == other:
                return 1.0
            # The cheap bounds first: most pairs are nowhere near.
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
                continue
            best = max(best, matcher.ratio())
    return best
