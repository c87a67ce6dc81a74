"""How people sign in: allauth's two adapters, in our words and through our outbox."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from requests import RequestException

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.notices import operations as notices
from talkoot.people import operations
from talkoot.people.models import Person

logger = logging.getLogger("talkoot.sign_in")


def _language() -> str:
    """The language of the page that is being visited."""
    here = (get_language() or "").split("-")[0]
    return here if here in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in on this installation."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes the mail into the outbox, so that a mail server that is down loses nothing."""
        asked = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
            **context,
        }
        mail = self.render_mail(template_prefix, email, asked)
        notices.send_written(
            kind=f"account.{template_prefix.rpartition('/')[2]}",
            to=email,
            language=_language(),
            subject=mail.subject,
            text=mail.body,
        )

    def save_user(
        self, request: HttpRequest, user: Person, form: Any, commit: bool = True
    ) -> Person:
        """Makes the person who signs up, in the language of the page they did it on."""
        user.language = _language()
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit=commit)
        except IntegrityError as race:
            # The same form sent twice at once: the first made the person.
            raise ImmediateHttpResponse(redirect("account_login")) from race
        return user

    def set_password(self, user: Person, password: str) -> None:
        operations.set_password(person=user, password=password, by=user)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Leaves a row of the sign-in, which the person can read."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        operations.record_sign_in(
            person=user,
            # Whoever has just proved their address did it by a code.
            records=get_authentication_records(request, user) or [{"method": "code"}],
            user_agent=request.headers.get("User-Agent", ""),
            session_key=request.session.session_key,
        )
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{_language()}/"

    def send_account_already_exists_mail(self, email: str) -> None:
        """Leads to signing in by code instead of resetting a password that there may never have been."""
        asked = {"login_url": context.request.build_absolute_uri(reverse("account_login"))}
        self.send_mail("account/email/account_already_exists", email, asked)


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in through an outside provider (OpenID Connect)."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        """Takes the name and the address that the provider tells, and nothing else."""
        user: Person = super().populate_user(request, sociallogin, data)
        first_last = f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        user.name = (data.get("name") or first_last).strip()[:200]
        user.language = _language()
        return user

    def get_requests_session(self) -> Any:
        """As allauth's, but a provider that does not answer, or answers wrongly, is told in words."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_tell(method: str, *args: Any, **kwargs: Any) -> Any:
            try:
                answer = ask(method, *args, **kwargs)
            except RequestException as fault:
                logger.warning("The OpenID Connect provider does not answer: %s", fault)
                raise self._not_answered() from fault
            if answer.status_code >= 500 or (method.upper() == "GET" and not answer.ok):
                logger.warning("The OpenID Connect provider answers %s", answer.status_code)
                raise self._not_answered()
            return answer

        session.request = ask_or_tell
        return session

    def _not_answered(self) -> ImmediateHttpResponse:
        words = _("The other service does not answer now. Try again later, or sign in another way.")
        messages.error(self.request, words)
        return ImmediateHttpResponse(redirect("account_login"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *, exception: object = None, **more: Any
    ) -> None:
        """Says what happened on the sign-in page, where the other ways are; the log says why."""
        logger.warning("OpenID Connect: %s %s", more.get("error") or "", exception or "")
        messages.error(
            request,
            _("Signing in with %(name)s did not succeed. Try again, or sign in another way.")
            % {"name": getattr(getattr(provider, "app", None), "name", "") or "OpenID Connect"},
        )
        raise ImmediateHttpResponse(redirect("account_login"))


def note_new_address(sender: object, *, user: Person, request: HttpRequest, **_more: Any) -> None:
    """Receives allauth's word that a person changed to an address that they proved."""
    operations.note_new_address(person=user, by=user)
