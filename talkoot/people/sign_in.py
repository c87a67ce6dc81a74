"""How people sign in: allauth's two adapters, in our words and through our outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in on this installation."""


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in through an outside provider (OpenID Connect)."""
