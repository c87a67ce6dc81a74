"""Makes the provider's database with two persons and one client, prints its port, and serves."""

import os
import socketserver
import sys
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Threads(socketserver.ThreadingMixIn, WSGIServer):
    """Answers the browser and the other server at once."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Writes no line a request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "talkoot.people.tests.oidc_provider.settings"
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    django.setup()
    call_command("migrate", verbosity=0)
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    for name, proved in (("testi", True), ("todistamaton", False)):
        person = User.objects.create_user(
            name, f"{name}@example.org", "provider", first_name="Testi", last_name="Esimerkki"
        )
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=proved)
    client = Client(id="talkoot", name="Talkoot", scopes="openid\nprofile\nemail")
    client.set_secret("client-secret")
    client.set_redirect_uris([sys.argv[1]])
    client.save()
    with make_server(
        "127.0.0.1", 0, get_wsgi_application(), server_class=Threads, handler_class=Silent
    ) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
