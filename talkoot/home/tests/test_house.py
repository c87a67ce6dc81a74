"""The rules of the house that a linter does not know; ARCHITECTURE.md tells why each is there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.template.utils import get_app_template_dirs

from talkoot.kit.privacy import privacy_of
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person

ROOT: Path = settings.ROOT
CODE = ROOT / "talkoot"
GROUND = ("kit", "ui", "history", "search")
OURS = [model for model in apps.get_models() if model.__module__.startswith("talkoot.")]
OTHERS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if not model.__module__.startswith("talkoot.")
]


def python_files(*, tests: bool = False) -> Iterator[Path]:
    for path in sorted(CODE.rglob("*.py")):
        parts = path.relative_to(CODE).parts
        if "migrations" not in parts and (tests or "tests" not in parts):
            yield path


def templates(*endings: str) -> list[Path]:
    return [
        path
        for path in sorted(CODE.rglob("templates/**/*"))
        if path.is_file() and path.suffix in (endings or (".html", ".txt"))
    ]


def place(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT).as_posix()}" + (f":{line}" if line else "")


# --- only operations write ----------------------------------------------------------------------
WRITES = {
    "abulk_create",
    "acreate",
    "adelete",
    "asave",
    "aupdate",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
    "write_new",
}
WRITERS = {
    "talkoot/history/record.py": "the one way into the history, called inside operations",
    "talkoot/search/index.py": "the index follows the rows, called inside operations",
    "talkoot/kit/clock.py": "the worker's own clock, which no person sets",
    "talkoot/kit/queue.py": "the queue's own way to note a task, called inside operations",
    "talkoot/kit/word/apart.py": "saves a Word file in memory, which is no row",
    "talkoot/reports/views/word_document.py": "the same",
    "talkoot/kit/tasks.py": "sweeps sessions and tasks that are over, which are no area's rows",
}
"""What writes though it is not an operation, and why."""


def operations_called(tree: ast.AST) -> set[str]:
    """The names by which a module calls areas' operations: `operations.create(…)` is no write of its own."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "operations"
    }


def verbs_in(tree: ast.Module) -> set[str]:
    """The names by which a file calls rooms of operations, whose verbs may be `create` or `delete`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if "operations" in f"{node.module}.{alias.name}"
    }


def writes_in(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    # A model that completes its row before it is written writes nothing, nor does the environment.
    others = {"super()", "os.environ", *verbs_in(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, of = node.func.attr, node.func.value
        # A dictionary's update takes one thing or is got by its key, a queryset's takes names.
        if name == "update" and (node.args or not node.keywords or isinstance(of, ast.Subscript)):
            continue
        if name in WRITES and ast.unparse(of) not in others:
            yield node.lineno, name


def test_only_operations_write() -> None:
    found = [
        f"{place(path, line)} calls .{name}()"
        for path in python_files()
        if "operations" not in path.relative_to(CODE).as_posix() and place(path) not in WRITERS
        for line, name in writes_in(path)
    ]
    assert found == []


def test_every_exception_to_writing_still_writes() -> None:
    idle = [known for known in WRITERS if not list(writes_in(ROOT / known))]
    assert idle == []


def operations() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """The verbs of every area; of a room that is a folder, those that its first file hands out."""
    for area in sorted(path for path in CODE.iterdir() if path.name not in GROUND):
        room, first = area / "operations.py", area / "operations" / "__init__.py"
        handed_out = {
            alias.name
            for node in (ast.parse(first.read_text("utf-8")).body if first.exists() else [])
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for path in [room] if room.exists() else sorted(first.parent.glob("*.py")):
            for node in ast.parse(path.read_text("utf-8")).body:
                if (
                    isinstance(node, ast.FunctionDef)
                    and not node.name.startswith("_")
                    and (path == room or node.name in handed_out)
                ):
                    yield path, node


def test_every_area_with_rows_hands_out_its_operations() -> None:
    silent = [
        area.name
        for area in CODE.iterdir()
        if (area / "operations").is_dir()
        and not any(area in path.parents for path, _node in operations())
    ]
    assert silent == []


RECORDS = re.compile(r"\brecord(_many)?\(")


def openers() -> set[str]:
    """What opens a transaction: `atomic`, and the context managers of operations that open it."""
    found = {"atomic"}
    trees = [
        ast.parse(path.read_text("utf-8")) for path in python_files() if "operations" in str(path)
    ]
    managers = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(getattr(mark, "id", "") == "contextmanager" for mark in node.decorator_list)
    ]
    while more := {m.name for m in managers if opened(m) & found} - found:
        found |= more
    return found


def opened(node: ast.AST) -> set[str]:
    """The names of what a function opens with `with` or is decorated with."""
    calls = [
        item.context_expr
        for inner in ast.walk(node)
        if isinstance(inner, ast.With)
        for item in inner.items
    ]
    marks = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return {
        ast.unparse(call.func if isinstance(call, ast.Call) else call).split(".")[-1]
        for call in [*calls, *marks]
    }


def test_operations_take_only_named_arguments_and_promise_something() -> None:
    wrong = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in operations()
        if node.args.args or node.args.posonlyargs or not ast.get_docstring(node)
    ]
    assert wrong == []


def test_operations_that_record_do_so_in_their_own_transaction() -> None:
    known = openers()
    wrong = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in operations()
        if RECORDS.search(ast.unparse(node)) and not opened(node) & known
    ]
    assert wrong == []


def test_operations_that_record_know_who_acts() -> None:
    wrong = [
        f"{place(path, node.lineno)} {node.name}"
        for path, node in operations()
        if RECORDS.search(ast.unparse(node))
        and "by" not in [argument.arg for argument in node.args.kwonlyargs]
    ]
    assert wrong == []


# --- size and openings ----------------------------------------------------------------------------
def test_no_room_is_longer_than_300_lines() -> None:
    long = {
        place(path): lines
        for path in python_files()
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [
        place(path)
        for path in python_files(tests=True)
        if (text := path.read_text("utf-8").strip()) and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


WAIVER = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|ruff:\s*noqa|mypy:|fmt:\s*(off|skip))")
REASON = re.compile(
    r"(noqa(:\s*[A-Z0-9, ]*[A-Z0-9])?|ignore(\[[\w, -]+\])?|fmt:\s*\w+|pragma[^#]*)"
    r"\s*[#–-]\s*\w+\W+\w+"
)


def test_every_waiver_says_why() -> None:
    outside = [
        ROOT / "conftest.py",
        ROOT / "manage.py",
        *sorted((ROOT / "benchmarks").rglob("*.py")),
    ]
    bare = [
        place(path, number)
        for path in [*python_files(tests=True), *outside]
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if WAIVER.search(line) and not REASON.search(line)
    ]
    assert bare == []


# --- what is known about people ---------------------------------------------------------------------
# How exactly a date is known (day, month, year) is a word from a closed list and tells of nobody.
OF_DATES = "_precision"
TELLING = (models.CharField, models.TextField, models.FileField, models.JSONField)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_that_may_tell_about_a_person_is_declared(model: type[models.Model]) -> None:
    privacy = privacy_of(model)
    assert privacy is not None
    fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
    declared = [*privacy.personal, *privacy.other]
    telling = [
        name
        for name, field in fields.items()
        if isinstance(field, TELLING) and not name.endswith(OF_DATES)
    ]
    assert [name for name in telling if name not in declared] == []
    assert [name for name in declared if name not in fields] == []
    assert [name for name in declared if declared.count(name) > 1] == []


def test_models_of_others_that_know_a_person_are_declared() -> None:
    silent = [
        model._meta.label
        for model in OTHERS
        if privacy_of(model) is None
        and any(field.related_model is Person for field in model._meta.concrete_fields)
    ]
    assert silent == []


# --- names ---------------------------------------------------------------------------------------------
def test_constraints_are_named_after_their_area_and_model() -> None:
    wrong = [
        constraint.name
        for model in OURS
        for constraint in model._meta.constraints
        if not constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    ]
    assert wrong == []


def refusals(kind: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("talkoot.") and ".tests." not in one.__module__:
            yield one
        yield from refusals(one)


def test_every_refusal_says_what_is_wrong_and_what_to_do_next() -> None:
    mute = [
        f"{one.__module__}.{one.__name__}"
        for one in refusals()
        # At its own field a sentence says where to go on.
        if one.sentence is Refused.sentence or not (one.next_step or one.field)
    ]
    assert mute == []


# --- templates ---------------------------------------------------------------------------------------
def name_of(path: Path) -> str:
    return path.as_posix().rsplit("/templates/", 1)[1]


def test_no_template_is_left_over() -> None:
    sources = "\n".join(
        path.read_text("utf-8")
        for path in [*python_files(), *templates(".html", ".txt", ".svg", ".xml")]
    )
    asked_by_others = {
        (folder / name).as_posix()
        for folder in (Path(folder) for folder in get_app_template_dirs("templates"))
        if CODE not in folder.parents
        for name in map(name_of, templates())
        if (folder / name).exists()
    }
    by_django = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}

    def is_asked(name: str) -> bool:
        folder = name.rsplit("/", 1)[0]
        return (
            name in by_django
            or f'"{name}"' in sources
            # The parts of a notice are asked for by their folder.
            or f'"{folder}"' in sources
            # Pages of one kind are asked for by a name that is put together.
            or f'f"{folder}/{{' in sources
            or any(known.endswith(f"/templates/{name}") for known in asked_by_others)
        )

    assert [name for name in map(name_of, templates()) if not is_asked(name)] == []


FORBIDDEN = {
    "a style of its own": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
    "an unescaped value": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off"),
}


def is_mail(path: Path) -> bool:
    return "mail" in path.name or "/mail" in path.as_posix()


def test_templates_hold_nothing_that_the_browsers_policy_forbids() -> None:
    # A mail is no page of ours: it may bring its own style, since it can bring nothing else.
    found = [
        f"{place(path)} has {what}"
        for path in templates(".html")
        if not is_mail(path)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_messages_are_marked_by_names_that_the_catalogue_knows() -> None:
    # `gettext as something_else` would be shown untranslated, and no check would see it.
    alias = re.compile(r"\bn?p?gettext(?:_lazy)? as (?!_\b)\w+")
    found = [place(path) for path in python_files() if alias.search(path.read_text("utf-8"))]
    assert found == []


# --- the lists agree --------------------------------------------------------------------------------------
def required(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def test_the_dependencies_are_the_same_in_both_lists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == required(ROOT / "requirements.in")
    assert project["optional-dependencies"]["dev"] == required(ROOT / "requirements-dev.in")


def test_the_locks_carry_hashes_and_name_no_host() -> None:
    for lock in sorted(ROOT.glob("requirements*.txt")):
        text = lock.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert [line for line in text.splitlines() if "://" in line or "index" in line] == []


def test_every_area_has_its_tests() -> None:
    areas = [path.name for path in sorted(CODE.iterdir()) if (path / "__init__.py").exists()]
    assert [area for area in areas if not list((CODE / area / "tests").glob("test_*.py"))] == []
