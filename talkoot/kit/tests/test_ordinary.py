"""What root gives away, and the copy of the program that other accounts can reach."""

import os
from pathlib import Path

import pytest

from talkoot.kit import environment, ordinary
from talkoot.kit.embedded.account import made
from talkoot.kit.tests.installation import folder

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give something away")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "checkout"
    for name in (".venv/bin/python", ".venv/.installed", "talkoot/a.py", "talkoot/b/c.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
        (root / name).chmod(0o600)
    monkeypatch.setattr(environment, "ROOT", root)
    return root


def test_the_copy_can_be_read_by_everybody(checkout: Path, tmp_path: Path) -> None:
    ordinary._copy_program(tmp_path / "copy")
    copied = tmp_path / "copy" / "talkoot" / "b" / "c.py"
    assert copied.read_text() == "talkoot/b/c.py"
    assert copied.stat().st_mode & 0o777 == 0o644
    assert copied.parent.stat().st_mode & 0o555 == 0o555
    assert not (tmp_path / "copy" / "locale").exists()


def test_only_what_changed_is_copied_again(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    ordinary._copy_program(copy)
    (copy / ".venv" / "kept").touch()
    (copy / "talkoot" / "kept").touch()
    ordinary._copy_program(copy)
    assert (copy / "talkoot" / "kept").exists()
    (checkout / "talkoot" / "a.py").write_text("another")
    (checkout / "talkoot" / "b" / "c.py").unlink()
    ordinary._copy_program(copy)
    assert (copy / "talkoot" / "a.py").read_text() == "another"
    assert not (copy / "talkoot" / "b" / "c.py").exists()
    assert not (copy / "talkoot" / "kept").exists()
    assert (copy / ".venv" / "kept").exists()


@only_root
def test_root_gives_away_what_is_ours_and_follows_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    account = made()
    with folder() as place:
        data = place / "var"
        monkeypatch.setenv("TALKOOT_DATA", str(data))
        (data / "files" / "deep").mkdir(parents=True)
        for name in ("files/deep/file", "others", "secret-key"):
            (data / name).touch()
        (place / "outside").touch()
        (data / "files" / "link").symlink_to(place / "outside")
        ordinary._give(data / "files", account)
        ordinary._give(data / "secret-key", account)
        ordinary._give(data / "missing", account)
        owners = {name: (data / name).stat().st_uid for name in ("files", "files/deep/file")}
        assert owners == {"files": account.uid, "files/deep/file": account.uid}
        assert (data / "others").stat().st_uid == 0
        assert (place / "outside").stat().st_uid == 0


@only_root
def test_a_secret_that_root_makes_belongs_to_the_account_of_its_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = made()
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with folder() as place:
        account.owns(place)
        environment.secret("SECRET_KEY", place / "key")
        assert (place / "key").stat().st_uid == account.uid
        (place / "trap").symlink_to("/etc/hostname")
        with pytest.raises(environment.Misconfigured):
            environment.secret("SECRET_KEY", place / "trap")
        assert Path("/etc/hostname").stat().st_uid == 0
