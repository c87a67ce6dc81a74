"""Messages in Finnish and Swedish: found in code and templates, kept, compiled and checked.

`python -m talkoot.kit.messages update|compile|check`; Babel does it, so that gettext's programs are
not needed.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("fi", "sv")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

_QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_SIMPLE = re.compile(rf"^(?:translate|trans)\s+{_QUOTED}")
_CONTEXT = re.compile(rf"\scontext\s+{_QUOTED}")
_CONSTANT = re.compile(rf"_\({_QUOTED}\)")
_BLOCK = re.compile(r"^(?:blocktranslate|blocktrans)(?:\s|$)")
_END = re.compile(r"^end(?:blocktranslate|blocktrans)$")

# What a translation must carry just as its original does: values to fill in, and elements.
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?[a-z][a-z0-9]*")

MessageId = str | tuple[str, str]


class Found:
    """One message that the program shows, and where."""

    def __init__(
        self, text: MessageId, place: str, context: str | None, notes: list[str] | None = None
    ) -> None:
        self.text, self.place, self.context, self.notes = text, place, context, notes or []


def in_python(source: bytes, place: str) -> Iterator[Found]:
    """Yields every message of a Python file, with the translator's notes above it."""
    for _line, text, notes, context in extract(
        "python",
        BytesIO(source),
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        message = (text[0], text[1]) if isinstance(text, tuple) else text
        yield Found(message, place, context, notes)


def in_template(source: str, place: str) -> Iterator[Found]:
    """Yields every message of a template, by the same rules by which Django will ask for it."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        for constant in _CONSTANT.findall(token.contents):
            yield Found(_unquoted(constant), place, None)
        if token.token_type is not TokenType.BLOCK:
            continue
        if simple := _SIMPLE.match(token.contents):
            yield Found(_unquoted(simple.group(1)), place, _context(token))
        elif _BLOCK.match(token.contents):
            yield Found(_block(token, tokens, place), place, _context(token))


def _block(opening: Token, tokens: Iterator[Token], place: str) -> MessageId:
    trimmed = "trimmed" in opening.split_contents()
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type is TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type is TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif _END.match(token.contents):
            break
        elif token.contents.split()[0] == "plural":
            parts.append([])
        else:
            raise SystemExit(f"{place}: {{% {token.contents} %}} cannot stand inside a translation")
    texts = ["".join(part) for part in parts]
    if trimmed:
        texts = [trim_whitespace(text) for text in texts]
    return (texts[0], texts[1]) if len(texts) == 2 else texts[0]


def _unquoted(literal: str) -> str:
    quote = literal[0]
    return literal[1:-1].replace("\\" + quote, quote).replace("\\\\", "\\").replace("%", "%%")


def _context(token: Token) -> str | None:
    found = _CONTEXT.search(token.contents)
    return _unquoted(found.group(1)).replace("%%", "%") if found else None


def all_found(root: Path = ROOT) -> Iterator[Found]:
    """Yields every message of the whole program, in the order of the files' names."""
    for path in sorted((root / "talkoot").rglob("*")):
        place = path.relative_to(root).as_posix()
        if "/tests/" in place or "/migrations/" in place:
            continue
        if path.suffix == ".py":
            yield from in_python(path.read_bytes(), place)
        elif "/templates/" in place and path.suffix in (".html", ".txt", ".svg", ".xml"):
            yield from in_template(path.read_text("utf-8"), place)


def template_catalogue(found: Iterator[Found] | None = None) -> Catalog:
    """Returns the catalogue of all messages, untranslated. Ends with a sentence where two of them
    cannot live in one catalogue."""
    catalogue = Catalog(charset="utf-8")
    for one in all_found() if found is None else found:
        singular = one.text if isinstance(one.text, str) else one.text[0]
        met = catalogue.get(singular, one.context)
        if met and met.pluralizable == isinstance(one.text, str):
            # A catalogue has one entry for both, and the plain one would be shown untranslated.
            raise SystemExit(
                f"{one.place} and {met.locations[0][0]}: {singular!r} stands both alone and with "
                "a plural; give one of them a context"
            )
        catalogue.add(
            one.text, locations=[(one.place, 1)], context=one.context, auto_comments=one.notes
        )
    return catalogue


def place_of(language: str) -> Path:
    """Returns where a language's translations are kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def kept(language: str) -> Catalog:
    """Returns a language's translations, empty when there are none yet."""
    path = place_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Adds new messages to each language, untranslated, and takes away those no longer shown."""
    template = template_catalogue()
    for language in LANGUAGES:
        catalogue = kept(language)
        # No guessing: a text nearly like another one is left empty rather than nearly right.
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        _write(language, catalogue)
        missing = len(list(_untranslated(catalogue)))
        print(f"{language}: {len(catalogue)} messages, {missing} to translate")


def _write(language: str, catalogue: Catalog) -> None:
    lines = BytesIO()
    write_po(lines, catalogue, width=100, include_lineno=False, sort_by_file=True, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    path = place_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + lines.getvalue().decode("utf-8").strip("\n") + "\n", "utf-8")


def compile_all(*, only_stale: bool = False) -> None:
    """Writes for each language the file that Django reads; with `only_stale`, where it is old."""
    for language in LANGUAGES:
        source, target = place_of(language), place_of(language).with_suffix(".mo")
        if not source.exists():
            continue
        if only_stale and target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        written = BytesIO()
        write_mo(written, kept(language))
        # Whole or not at all: a server may be reading it.
        half = target.with_suffix(".mo.new")
        half.write_bytes(written.getvalue())
        half.replace(target)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _untranslated(catalogue: Catalog) -> Iterator[Message]:
    for message in _messages(catalogue):
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if not strings or not all(strings):
            yield message


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


def _differs(message: Message) -> bool:
    """Tells whether a translation lost or gained a value to fill in, or an element."""
    if isinstance(message.id, str):
        return _placeholders(message.id) != _placeholders(str(message.string))
    one, many = (_placeholders(text) for text in message.id)
    first, *others = (_placeholders(text) for text in message.string or ())
    # The singular may say "one" in words; every other form carries what the plural carries.
    return not (first <= one or first <= many) or any(other != many for other in others)


def wrong_in(catalogue: Catalog, template: Catalog) -> list[str]:
    """Returns a sentence for each message that is missing, left over, untranslated or broken."""

    def key(message: Message) -> tuple[str, str | None]:
        text = message.id if isinstance(message.id, str) else message.id[0]
        return text, message.context

    asked = {key(message): message for message in _messages(template)}
    have = {key(message): message for message in _messages(catalogue)}
    empty = {key(message) for message in _untranslated(catalogue)}
    wrong = [
        f"not in the catalogue: {text!r}" for text, context in asked if (text, context) not in have
    ]
    for (text, context), message in have.items():
        if (text, context) not in asked:
            wrong.append(f"no longer shown: {text!r}")
        elif message.pluralizable != asked[text, context].pluralizable:
            wrong.append(f"is now in singular and plural, or no longer: {text!r}")
        elif (text, context) in empty:
            wrong.append(f"untranslated: {text!r}")
        elif message.fuzzy:
            wrong.append(f"marked as unsure (fuzzy): {text!r}")
        elif _differs(message):
            wrong.append(f"other values or elements than in the original: {text!r}")
    return wrong


def check() -> int:
    """Prints what is wrong in each language, and returns how many things are."""
    template = template_catalogue()
    number = 0
    for language in LANGUAGES:
        wrong = wrong_in(kept(language), template)
        number += len(wrong)
        for sentence in wrong:
            print(f"{language}: {sentence}")
    if number:
        print(f"{number} to mend: run `make messages`, then edit locale/*/LC_MESSAGES/django.po")
    else:
        print(f"messages: {len(template)} in {', '.join(LANGUAGES)}, all in order")
    return number


def main(words: list[str]) -> int:
    """Does what the command line asks."""
    todo: dict[str, Callable[[], int | None]] = {
        "update": update,
        "compile": compile_all,
        "check": check,
    }
    if len(words) != 1 or words[0] not in todo:
        print("usage: python -m talkoot.kit.messages " + "|".join(todo))
        return 2
    return 1 if todo[words[0]]() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
