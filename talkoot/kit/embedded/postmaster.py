"""What the server's pid file says, and whether it is true."""

import os
import signal
import subprocess
import time
from pathlib import Path

from talkoot.kit.embedded.place import SOCKET, Place

# Above any system's highest process number: certainly nobody.
NOBODY = 99_999_999
PATIENCE_SECONDS = 30


def ready(here: Place) -> bool:
    """Whether the server runs and takes connections."""
    lines = _lines(here.data / "postmaster.pid")
    return len(lines) >= 8 and lines[7].strip() == "ready" and _ours(here, lines[0])


def shut(here: Place) -> None:
    """Ends the server: sessions are cut, the data is written; by force if it takes too long."""
    for how in (signal.SIGINT, signal.SIGQUIT):
        lines = _lines(here.data / "postmaster.pid")
        if not lines or not _ours(here, lines[0]):
            return
        pid = int(lines[0])
        os.kill(pid, how)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if not alive(pid):
                return
            time.sleep(0.02)


def clear_stale(here: Place) -> None:
    """Takes away what a killed server or machine left behind and what PostgreSQL itself trips on.

    PostgreSQL forgives a pid file whose process is gone, but not one whose number some other
    process has got since, nor an empty one. The other lines stay: by them PostgreSQL notices
    whether processes of the killed server still use the data.
    """
    file = here.data / "postmaster.pid"
    lines = _lines(file)
    if file.is_symlink() or (file.exists() and not lines):
        file.unlink()
    elif lines and not _ours(here, lines[0]):
        file.write_text("\n".join([str(NOBODY), *lines[1:]]) + "\n")
    lock = here.sockets / f"{SOCKET}.lock"
    if lock.exists() and not any(_ours(here, pid) for pid in _lines(lock)[:1]):
        lock.unlink()


def alive(pid: int) -> bool:
    """Whether a process with this number lives; one that ended and was not buried does not.

    Its state is asked, not its command line: that one is empty for an instant while a program
    takes the place of the shell that started it.
    """
    return _state(pid) not in ("", "Z", "X")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _ours(here: Place, pid: str) -> bool:
    """Whether the process is the server of this data folder, not one that got its number later."""
    return pid.strip().isdigit() and str(here.data) in _command_line(int(pid))


def _state(pid: int) -> str:
    """The letter of the process's state as the system says it; empty when there is none."""
    try:
        # The name before it, in brackets, may hold spaces and brackets itself.
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        pass
    return "" if Path("/proc/self").exists() else _asked(pid, "state")[:1]


def _command_line(pid: int) -> list[str]:
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")[:-1]
    except OSError:
        pass
    if Path("/proc/self").exists():
        return []
    return _asked(pid, "command").split()


def _asked(pid: int, what: str) -> str:
    """What `ps` says, on systems without /proc."""
    said = subprocess.run(
        ["/bin/ps", "-p", str(pid), "-o", f"{what}="], capture_output=True, text=True, check=False
    )
    return said.stdout.strip()
