"""The demonstration from the first start to the reset, as somebody at a terminal has it."""

import http.client
import os
import signal
import socket
import subprocess

from talkoot.kit.tests.installation import Installation, folder

NAMED = (
    "from talkoot.kit import embedded; embedded.start(); import django; django.setup()\n"
    "from talkoot.people.models import Person\n"
    "people = Person.objects.filter(email='near@esimerkki.example')\n"
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def shown(here: Installation, command: str, port: int) -> subprocess.Popen[str]:
    """Starts it and waits until it says that it can be stopped."""
    running = here.start("-m", "talkoot", command, PORT=str(port), LOG_LEVEL="ERROR")
    assert running.stdout is not None
    said = []
    while line := running.stdout.readline():
        said.append(line)
        if "Ctrl-C" in line:
            break
    text = "".join(said)
    if "Ctrl-C" not in text:
        text += running.communicate(timeout=30)[1]
    assert f"http://127.0.0.1:{port}/\n" in text, text
    assert "near@esimerkki.example" in text
    return running


def stopped(running: subprocess.Popen[str], here: Installation) -> None:
    os.kill(running.pid, signal.SIGINT)
    running.communicate(timeout=30)
    assert running.returncode == 0
    assert not (here.data / "database" / "data" / "postmaster.pid").exists()


def answer(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    got = connection.getresponse()
    text = got.read().decode()
    connection.close()
    return got.status, text


def test_from_the_first_start_to_the_reset() -> None:
    with folder() as made:
        here = Installation(made / "var")
        port = free_port()

        running = shown(here, "demo", port)
        status, text = answer(port, "/fi/projects/near/")
        assert status == 200
        assert "demo-band" in text
        code, _, wrong = here.talkoot("demo", PORT=str(port))
        assert code == 1
        assert wrong.startswith(f"Port {port} of 127.0.0.1 cannot be used")
        stopped(running, here)

        here.python(NAMED + "people.update(name='Toinen Esimerkki')")
        stopped(shown(here, "demo", port), here)
        assert here.python(NAMED + "print(people.get().name)") == "Toinen Esimerkki"

        stopped(shown(here, "demo-reset", port), here)
        assert here.python(NAMED + "print(people.get().name != 'Toinen Esimerkki')") == "True"
