"""A backup restored elsewhere is the same rows and files; a bad one changes nothing."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from talkoot.kit.tests.installation import Installation, folder

# Every row of every table as text, in an order that does not depend on where it lies on disk.
ROWS = """
from talkoot.kit import embedded; embedded.start()
import django; django.setup()
import hashlib, json
from django.db import connection
with connection.cursor() as cursor:
    found = {}
    for table in sorted(connection.introspection.table_names()):
        cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
        rows = [row for row, in cursor.fetchall()]
        found[table] = (len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest())
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
    found["sequences"] = cursor.fetchall()
print(json.dumps(found))
"""


class Backed:
    """An installation with a keeper and files, and its backup."""

    def __init__(self, place: Path, migrated: Installation) -> None:
        self.place = place
        self.here = migrated.copy(place / "var")
        assert self.here.talkoot("create-admin", "testi@esimerkki.example")[0] == 0
        for name, text in (
            ("plans/työ 1.txt", "hei"),
            ("empty", ""),
            ("a/b/c.bin", "x" * 3_000_000),
        ):
            file = self.here.data / "files" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        self.file = place / "backup.zip"
        code, said, _ = self.here.talkoot("backup", str(self.file))
        assert code == 0
        assert said.endswith("MB, all rows and 3 files.")

    def elsewhere(self, name: str) -> Installation:
        return Installation(self.place / name)


@pytest.fixture(scope="module")
def backed(migrated: Installation) -> Iterator[Backed]:
    with folder() as made:
        yield Backed(made, migrated)


def files(of: Installation) -> dict[str, str]:
    root = of.data / "files"
    return {str(p.relative_to(root)): p.read_text() for p in root.rglob("*") if p.is_file()}


def test_the_same_rows_and_files_come_back(backed: Backed) -> None:
    there = backed.elsewhere("same")
    code, said, wrong = there.talkoot("restore", str(backed.file))
    assert (code, wrong) == (0, "")
    assert said.startswith("Restored all rows and 3 files of the backup of ")
    before = json.loads(backed.here.python(ROWS))
    assert before["people_person"][0] == 1
    assert json.loads(there.python(ROWS)) == before
    assert files(there) == files(backed.here)
    assert set(files(there)) == {"plans/työ 1.txt", "empty", "a/b/c.bin"}
    # Once restored it is not empty, and a second restoring is refused.
    code, _, wrong = there.talkoot("restore", str(backed.file))
    assert code == 1
    assert wrong.startswith("The database is not empty.")


def test_it_is_private_and_never_written_over(backed: Backed) -> None:
    assert backed.file.stat().st_mode & 0o777 == 0o600
    before = backed.file.read_bytes()
    code, _, wrong = backed.here.talkoot("backup", str(backed.file))
    assert code == 1
    assert wrong == f"{backed.file} exists already; a backup never writes over a file."
    assert backed.file.read_bytes() == before
    assert list(backed.place.glob("*.part")) == list(backed.place.glob(".*")) == []


def test_no_folder_no_backup(backed: Backed) -> None:
    code, _, wrong = backed.here.talkoot("backup", str(backed.place / "no" / "b.zip"))
    assert (code, wrong) == (1, f"There is no folder {backed.place}/no.")


def test_its_list_says_what_it_holds(backed: Backed) -> None:
    with zipfile.ZipFile(backed.file) as whole:
        manifest = json.loads(whole.read("manifest.json"))
    assert manifest["format"] == 1
    assert manifest["talkoot"] == "0.1.0"
    assert set(manifest["members"]) == {
        "database.dump",
        "files/plans/työ 1.txt",
        "files/empty",
        "files/a/b/c.bin",
    }
    assert manifest["members"]["files/empty"]["bytes"] == 0
    assert "kit.0001_initial" in manifest["migrations"]


def rewritten(backed: Backed, name: str, **changed: bytes | None) -> Path:
    """A copy of the backup in which members are other bytes; `manifest` is the list."""
    target = backed.place / name
    with zipfile.ZipFile(backed.file) as whole, zipfile.ZipFile(target, "w") as copy:
        for member in whole.namelist():
            said = changed.pop(Path(member).stem, whole.read(member))
            if said is not None:
                copy.writestr(member, said)
        for member, said in changed.items():
            copy.writestr(f"files/{member}", said or b"")
    return target


def refusal(backed: Backed, file: Path) -> str:
    there = backed.elsewhere("refused")
    code, said, wrong = there.talkoot("restore", str(file))
    assert (code, said) == (1, "")
    assert json.loads(there.python(ROWS)) == {"sequences": []}
    assert not (there.data / "files").exists()
    return wrong


def test_a_changed_file_is_found(backed: Backed) -> None:
    file = rewritten(backed, "changed.zip", empty=b"not empty")
    assert refusal(backed, file) == f"{file} is damaged: files/empty is not what was backed up."


def test_a_missing_or_added_file_is_found(backed: Backed) -> None:
    for file in (rewritten(backed, "less.zip", empty=None), rewritten(backed, "more.zip", new=b"")):
        assert refusal(backed, file) == f"{file} holds other files than its own list says."


def test_a_file_cut_short_is_found(backed: Backed) -> None:
    file = backed.place / "short.zip"
    file.write_bytes(backed.file.read_bytes()[:-100])
    assert refusal(backed, file) == f"{file} is not a whole backup file."


def test_a_file_that_is_no_backup_is_found(backed: Backed) -> None:
    file = backed.place / "other.zip"
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("hello.txt", "hello")
    assert refusal(backed, file) == f"{file} is not a backup made by Talkoot."


def test_a_backup_of_a_newer_version_is_refused(backed: Backed) -> None:
    with zipfile.ZipFile(backed.file) as whole:
        manifest = json.loads(whole.read("manifest.json"))
    manifest["migrations"].append("kit.9999_from_the_future")
    manifest["talkoot"] = "99.0"
    file = rewritten(backed, "newer.zip", manifest=json.dumps(manifest).encode())
    assert refusal(backed, file) == (
        f"{file} was made by a newer version of Talkoot (99.0; this version does not know "
        "kit.9999_from_the_future). Restore it with that version."
    )


def test_rows_that_cannot_be_loaded_leave_the_database_empty(backed: Backed) -> None:
    import hashlib

    with zipfile.ZipFile(backed.file) as whole:
        manifest = json.loads(whole.read("manifest.json"))
        cut = whole.read("database.dump")[:-2000]
    manifest["members"]["database.dump"] = {
        "bytes": len(cut),
        "sha256": hashlib.sha256(cut).hexdigest(),
    }
    file = rewritten(backed, "cut.zip", database=cut, manifest=json.dumps(manifest).encode())
    assert refusal(backed, file).startswith("The rows could not be restored: ")


def test_a_name_that_leads_elsewhere_is_refused(backed: Backed) -> None:
    with zipfile.ZipFile(backed.file) as whole:
        manifest = json.loads(whole.read("manifest.json"))
    manifest["members"]["files/../../out"] = {"bytes": 0, "sha256": ""}
    file = rewritten(
        backed, "out.zip", manifest=json.dumps(manifest).encode(), **{"../../out": b"x"}
    )
    assert refusal(backed, file).startswith(f"{file} holds a file with an unsafe name: ")
    assert not (backed.place / "out").exists()


def test_files_in_the_way_are_refused(backed: Backed) -> None:
    there = backed.elsewhere("inhabited")
    (there.data / "files").mkdir(parents=True)
    (there.data / "files" / "mine.txt").write_text("mine")
    code, _, wrong = there.talkoot("restore", str(backed.file))
    assert code == 1
    assert (
        wrong == f"There are files in {there.data}/files. A backup is restored into an empty one."
    )
    assert files(there) == {"mine.txt": "mine"}
    shutil.rmtree(there.data)
