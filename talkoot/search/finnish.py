"""Finnish words by their roots: what stays the same in a word when it is inflected."""

import re

LEAST = 4
"""Letters that a root keeps when it is cut; a shorter word loses its case ending at most."""

_POSSESSIVES = re.compile(r"(?<=[aeiouyäön])(?:nsa|nsä|mme|nne|ni|si)$")
_CASES = re.compile(
    r"(?:i?(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|tta|ttä|na|nä|hin|hen|han|hän|hon|hön|hun|hyn)"
    r"|siin|aan|een|iin|oon|uun|yyn|ään|öön|(?<=[oöuy])j(?:en|a|ä)|i?(?:tten|den|ten)|i?en"
    r"|ia|iä|i?ta|i?tä|n|t|(?<=[aeiouyäö])[aä])$"
)
_TYPES = (
    (re.compile(r"minen$|mis(?:e|i|t)?$|miseks$"), "m"),  # johtaminen, johtamis-
    (re.compile(r"nen$"), ""),  # sosiaalinen …
    (re.compile(r"(?<=i)s(?:e|i|t)?$"), ""),  # … sosiaalis-
    (re.compile(r"(?<=[uy])(?:us|ys|ud|yd|ut|yt|utt|ytt)(?:e|i)?$"), ""),  # osallisuus, osallisuud-
    (re.compile(r"(?<=[uy])(?:s|ks)(?:e|i|t)?$"), ""),  # keskus, keskuks-
    (re.compile(r"(?:as|äs|es)$"), ""),  # asukas, asukka-
)
_LONG_SYLLABLE = re.compile(r"[^aeiouyäö](?:yö|uo|ie|([aeiouyäö])\1)")  # työ, tie, maa
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"),
    ("nk", "ng"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip  # pairs of the strong and the weak grade


def roots(word: str) -> list[str]:
    """What the word's other forms begin with, its own root first; none for a short word.

    `käytäntö` gives `käytänt` and `käytänn`, `etäjohtamista` gives `etäjohtam`. No dictionary is
    asked, so now and then two words share a root; finding a little more beats finding less.
    """
    root = _root(word)
    if len(root) < LEAST:
        return [root] if len(root) == LEAST - 1 and root != word else []
    found = [root]
    for strong, weak in _GRADES:
        here, there = (strong, weak) if root.endswith(strong) else (weak, strong)
        other = root[: len(root) - len(here)] + there
        if here and root.endswith(here) and len(other) >= LEAST:
            found.append(other)
    return list(dict.fromkeys(found))


def _root(word: str) -> str:
    for pattern, kept in _TYPES[:2]:
        if pattern.search(word):
            return _long_enough(pattern.sub(kept, word), word)
    bare = word
    for ending in (_POSSESSIVES, _CASES):
        shorter = ending.sub("", bare)
        if len(shorter) >= LEAST or _LONG_SYLLABLE.fullmatch(shorter):
            bare = shorter
    for pattern, kept in _TYPES:
        shorter = pattern.sub(kept, bare)
        if shorter != bare and len(shorter) >= LEAST:
            return shorter
    return _long_enough(re.sub(r"(?:([aeiouyäö])\1|(?<=[aeiouyäö])i|[aeiouyäö])$", "", bare), bare)


def _long_enough(cut: str, whole: str) -> str:
    return cut if len(cut) >= LEAST else whole
