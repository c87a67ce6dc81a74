"""The command `talkoot`, for people who run an installation.

What only watches others (`serve`, `demo`) never loads Django itself, so that it stays small.
"""

import argparse
import getpass
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from talkoot.kit import embedded, environment, ordinary, supervisor
from talkoot.kit.trouble import Trouble, sentenced

DEMONSTRATION = "demonstration"  # the file that marks a data folder which may be thrown away
WORKER_NICE = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. What goes wrong is a sentence on standard error, and the code is not 0."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.settings")
    asked = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = asked.run

    def work() -> int:
        ordinary.move_where_reachable()
        return run(asked)

    return sentenced(work)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="talkoot", description="Runs Talkoot. Settings come from the environment."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], does: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does, description=does)
        added.set_defaults(run=run)
        return added

    command("demo", demo, "shows the demonstration: database, web server and worker together")
    command("demo-reset", demo_reset, "throws the demonstration's data away and shows it anew")
    command("serve", serve, "runs the web server on HOST and PORT")
    command("worker", worker, "runs what waits in the queue: mail, exports, what comes round")
    command("migrate", migrate, "brings the database and the static files up to this version")
    command("check", check, "says whether everything is well")
    admin = command("create-admin", create_admin, "makes a person a keeper of this installation")
    admin.add_argument("email", metavar="EMAIL")
    verify = command("verify-report", verify_report, "says whether frozen reports are as they were")
    verify.add_argument("--project", metavar="ADDRESS", help="only the reports of this project")
    verify.add_argument("reports", nargs="*", type=int, metavar="REPORT", help="a report's number")
    for name, run, does in (
        ("backup", back_up, "writes rows and files into one new file"),
        ("restore", restore, "restores a backup into an empty installation"),
    ):
        command(name, run, does).add_argument("file", metavar="FILE", type=Path)
    return parser


# --- what runs for long ---------------------------------------------------------------------------
def demo(asked: argparse.Namespace) -> int:
    """Sets up what is missing, starts all, and prints the address and the sign-ins."""
    host, port = _address()
    os.environ["TALKOOT_DEMO"] = "1"
    supervisor.claim_address(host, port)
    fresh = embedded.wanted() and not embedded.exists()
    if fresh:
        print("Setting up the demonstration; this takes a moment the first time …", flush=True)
    embedded.start_if_needed()
    _as_ordinary_account()
    if fresh:
        environment.data_folder().mkdir(parents=True, exist_ok=True)
        (environment.data_folder() / DEMONSTRATION).touch()
    sign_ins = _inner("demonstration")

    def announce() -> None:
        print(f"\nTalkoot’s demonstration is at  http://{_spoken(host, port)}/\n")
        if sign_ins.strip():
            print(sign_ins.strip() + "\n")
        print("Stop with Ctrl-C; what you change is kept.", flush=True)

    return _supervise([supervisor.web(host, port), supervisor.worker()], announce)


def demo_reset(asked: argparse.Namespace) -> int:
    """Removes the demonstration's rows and files, and only those; then as `demo`."""
    if not embedded.wanted():
        raise Trouble(
            "DATABASE_URL is set. This command only throws away the embedded database; "
            "empty the other one yourself."
        )
    place = environment.data_folder()
    if embedded.exists():
        if not (place / DEMONSTRATION).exists():
            raise Trouble(
                f"What is in {place} was not made by the demonstration, so it is not thrown away. "
                "If that is what you want, remove the folder yourself."
            )
        embedded.destroy()
    for name in ("files", "mail"):
        shutil.rmtree(place / name, ignore_errors=True)
    return demo(asked)


def serve(asked: argparse.Namespace) -> int:
    """Runs the web server until it is told to stop."""
    host, port = _address()
    supervisor.claim_address(host, port)
    embedded.start_if_needed()
    _as_ordinary_account()
    _inner("ready")
    return _supervise(
        [supervisor.web(host, port)],
        lambda: print(f"Talkoot answers at http://{_spoken(host, port)}/", flush=True),
    )


def worker(asked: argparse.Namespace) -> int:
    """Runs the worker until it is told to stop."""
    embedded.start_if_needed()
    _as_ordinary_account()
    _set_up(pool=True)
    from talkoot.kit import setting_up
    from talkoot.kit import worker as working

    setting_up.refuse_if_outdated()
    # Where the processor is short, whoever waits for a page comes before a letter.
    os.nice(WORKER_NICE)
    working.run()
    return 0


def _supervise(programs: Sequence[supervisor.Program], announce: Callable[[], None]) -> int:
    host, port = _address()
    code = supervisor.run(programs, ready=lambda: supervisor.answers(host, port), announce=announce)
    embedded.stop()
    return code


def _inner(what: str) -> str:
    """Runs a piece of setting up in a process of its own, which takes its memory with it."""
    done = subprocess.run(
        [sys.executable, "-m", "talkoot.kit.setting_up", what],
        cwd=environment.ROOT,
        env=os.environ | {"DATABASE_POOL": "0"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(done.returncode)  # it has said why
    return done.stdout


# --- what ends by itself --------------------------------------------------------------------------
def migrate(asked: argparse.Namespace) -> int:
    """Brings the installation up to this version."""
    _set_up()
    from talkoot.kit import setting_up

    changed = setting_up.bring_up()
    print("Everything is of this version now." if changed else "Everything was of this version.")
    return 0


def check(asked: argparse.Namespace) -> int:
    """Prints a sentence for each thing that matters; 1 when any is not well."""
    _set_up()
    from talkoot.kit import health

    signs = {True: "well   ", False: "NOT OK ", None: "note   "}
    findings = list(health.examine())
    for finding in findings:
        print(signs[finding.well], finding.sentence)
    return int(any(finding.well is False for finding in findings))


def create_admin(asked: argparse.Namespace) -> int:
    """Makes the person with this address a keeper; asks for a password where one can be typed."""
    _set_up()
    from django.conf import settings
    from django.core.management import call_command

    password = ""
    if sys.stdin.isatty():
        password = getpass.getpass("Password (empty: sign in with a code sent by e-mail): ")
        if password and password != getpass.getpass("The same again: "):
            raise Trouble("The two passwords differ; nothing was done.")
    call_command("create_admin", asked.email, password=password)
    print(f"{asked.email} keeps this installation. Sign in at {settings.SITE_URL}/")
    return 0


def verify_report(asked: argparse.Namespace) -> int:
    """Computes the hashes of frozen reports anew; 1 when anything in them has been touched."""
    _set_up()
    from django.core.management import call_command

    call_command("verify_report", *asked.reports, project=asked.project)
    return 0


def back_up(asked: argparse.Namespace) -> int:
    """Writes a backup."""
    _set_up(drop=False)
    from talkoot.kit import backup

    made = backup.back_up(asked.file.absolute())
    print(f"{asked.file}: {made.bytes / 1e6:.1f} MB, all rows and {made.files} files.")
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Restores a backup."""
    _set_up(drop=False)
    from talkoot.kit import backup, setting_up

    had = backup.restore(asked.file.absolute())
    ordinary.give_data_away()
    print(f"Restored all rows and {had.files} files of the backup of {had.made_at}.")
    waiting, _ = setting_up.pending()
    if waiting or not setting_up.static_is_current():
        print("Bring it up to this version now: talkoot migrate")
    return 0


def _set_up(*, drop: bool = True, pool: bool = False) -> None:
    import django

    if not pool:
        os.environ["DATABASE_POOL"] = "0"  # one connection will do, and it fails at once
    embedded.start_if_needed()
    if drop:
        ordinary.become()
    django.setup()


def _as_ordinary_account() -> None:
    note = ordinary.become()
    if note and not os.environ.get("TALKOOT_NOTED"):
        print(note, file=sys.stderr, flush=True)
        os.environ["TALKOOT_NOTED"] = "1"  # what this process starts need not say it again


def _address() -> tuple[str, int]:
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    return host, environment.number("PORT", 8000, least=1, most=65535)


def _spoken(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
