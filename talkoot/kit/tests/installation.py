"""An installation of its own for a test: a data folder, and programs run as others would run them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from talkoot.kit import environment

LEFT_OUT = ("DATABASE_URL", "TALKOOT_DATA", "TEST_DB", "SECRET_KEY", "PORT", "HOST", "MAIL")


class Installation:
    """A data folder, and what is run with it. Nothing of it reaches the tests' own database."""

    def __init__(self, data: Path) -> None:
        self.data = data
        kept = {name: said for name, said in os.environ.items() if name not in LEFT_OUT}
        self.surroundings = kept | {
            "TALKOOT_DATA": str(data),
            "PYTHONPATH": str(environment.ROOT),
            "DJANGO_SETTINGS_MODULE": "talkoot.settings",
        }

    def copy(self, data: Path) -> "Installation":
        """The same installation in another folder; none of its programs may run meanwhile."""
        subprocess.run(["/bin/cp", "-a", str(self.data), str(data)], check=True)
        return Installation(data)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Starts Python with the arguments; its input and output are pipes."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.surroundings | settings,
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def python(self, code: str, **settings: str) -> str:
        """Runs code to its end and returns what it printed; it must end well."""
        running = self.start("-c", code, **settings)
        said, wrong = running.communicate(timeout=120)
        assert running.returncode == 0, wrong
        return said.strip()

    def talkoot(self, *arguments: str, **settings: str) -> tuple[int, str, str]:
        """Runs the command to its end: its code, what it said, and what it complained of."""
        running = self.start("-m", "talkoot", *arguments, **settings)
        said, wrong = running.communicate(timeout=180)
        lines = [line for line in wrong.splitlines() if not line.startswith("Note: ")]
        return running.returncode, said.strip(), "\n".join(lines)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder with a short name which every account may enter, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="tk-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
