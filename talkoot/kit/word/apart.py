"""What runs in the process apart: a task and a template on standard input, its answer on output."""

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from typing import Any, NoReturn

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from lxml import etree

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 10
LONGEST = 30 * 1024 * 1024
UNSAFE, BROKEN, UNREADABLE, MACROS, OUTSIDE = 3, 4, 5, 6, 7

# What runs, or holds something that may run.
_ACTIVE = re.compile(r"vbaProject|vbaData|/activeX/|/embeddings/|oleObject|/afchunk", re.IGNORECASE)
_XML = (".xml", ".rels")
# Fields by which Word fetches or runs something when the document is opened.
_FETCHING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BROKEN = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError,
    etree.LxmlError, KeyError, ValueError,
)  # fmt: skip  # the list reads as one


def main() -> None:
    """Ends with 0 and the answer, with one of the numbers above, or by its limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    length = int.from_bytes(sys.stdin.buffer.read(8), "big")
    said = json.loads(sys.stdin.buffer.read(length))
    content = sys.stdin.buffer.read()
    try:
        _refuse_what_is_active(content)
        answer = _answer(said["task"], content, said["data"])
    except SecurityError:
        sys.exit(UNSAFE)
    except TemplateError as fault:
        _unreadable(fault)
    except _BROKEN:
        sys.exit(BROKEN)
    except (TypeError, AttributeError, ArithmeticError, IndexError) as fault:
        _unreadable(fault)
    sys.stdout.buffer.write(answer)


def _answer(task: str, content: bytes, data: dict[str, Any]) -> bytes:
    unknown: list[str] = []
    names = _Names(unknown)
    template = DocxTemplate(io.BytesIO(content))
    template.render(data, _environment(names), autoescape=True)
    if names.is_unsafe:
        raise SecurityError
    if task == "check":
        behind = template_variables(content)
        unknown.extend(sorted(behind - set(data) - set(unknown)))
        return json.dumps(list(dict.fromkeys(unknown))).encode()
    out = io.BytesIO()
    template.save(out)
    if out.tell() > LONGEST:
        raise MemoryError
    return out.getvalue()


class _Names:
    """Which names were asked for in vain, and whether any of them was forbidden."""

    def __init__(self, unknown: list[str]) -> None:
        self.unknown, self.is_unsafe = unknown, False

    def kind(self) -> type[ChainableUndefined]:
        notes = self

        class Unknown(ChainableUndefined):
            def __init__(
                self,
                hint: str | None = None,
                obj: Any = missing,
                name: str | None = None,
                exc: type[Exception] = TemplateError,
            ) -> None:
                super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]  # any refusal does
                if exc is SecurityError:
                    notes.is_unsafe = True
                elif name is not None and name not in notes.unknown:
                    notes.unknown.append(str(name))

            def __getattr__(self, name: str) -> "Unknown":
                if name[:2] == "__":
                    raise AttributeError(name)
                return self

        return Unknown


def _environment(names: _Names) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=names.kind())
    made.globals.clear()
    return made


def template_variables(content: bytes) -> set[str]:
    """Every name that the template begins from, also in branches that were not taken."""
    names = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(
        _environment(_Names([]))
    )
    return set(names)


def _refuse_what_is_active(content: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if _ACTIVE.search(name):
                sys.exit(MACROS)
            if not name.lower().endswith(_XML):
                continue
            root = etree.fromstring(package.read(name), parser)
            if name == "[Content_Types].xml":
                _refuse_kinds(root)
            for relation in root.iter(_RELATION):
                if _ACTIVE.search(str(relation.get("Type"))):
                    sys.exit(MACROS)
                outside = str(relation.get("TargetMode")).lower() == "external"
                if outside and not str(relation.get("Type")).endswith("/hyperlink"):
                    sys.exit(OUTSIDE)
            if _FETCHING.search(_fields(root)):
                sys.exit(OUTSIDE)


def _refuse_kinds(kinds: Any) -> None:
    """Refuses macros, and a part that is read as XML by its kind but not by us, by its name."""
    for one in kinds:
        kind = str(one.get("ContentType"))
        if "macroEnabled" in kind:
            sys.exit(MACROS)
        is_xml = kind.endswith("xml") and not kind.startswith("image/")
        named = one.get("PartName") or f".{one.get('Extension')}"
        if is_xml and not named.lower().endswith(_XML):
            sys.exit(BROKEN)


def _fields(root: Any) -> str:
    """What the part's fields say. One that is cut in pieces is put together; others stand apart."""
    pieces = [
        str(one.text or "") if one.tag == f"{_WORD}instrText" else " "
        for one in root.iter(f"{_WORD}instrText", f"{_WORD}fldChar")
    ]
    simple = [str(one.get(f"{_WORD}instr") or "") for one in root.iter(f"{_WORD}fldSimple")]
    return " ".join(["".join(pieces), *simple])


def _unreadable(fault: Exception) -> NoReturn:
    """Tells the words about where the fault is, which the template's writer knows again."""
    around = [line.strip() for line in getattr(fault, "docx_context", ()) if line.strip()]
    near = around[min(3, len(around) - 1)] if around else ""
    sys.stdout.write(near[:120])
    sys.stdout.flush()
    sys.exit(UNREADABLE)
