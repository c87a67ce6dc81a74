"""The pseudonyms of a study: HMAC-SHA256 of who answers, by the study's key."""

import hashlib
import hmac
import secrets


def of_person(key: bytes, person_id: int) -> str:
    """The same at every event of the study."""
    return _made(key, f"person {person_id}")


def of_address(key: bytes, address: str) -> str:
    """Of whoever was asked by address alone."""
    return _made(key, f"address {address.strip().lower()}")


def nobodys() -> str:
    """One that no key makes and no other answer has."""
    return secrets.token_hex(32)


def _made(key: bytes, about: str) -> str:
    return hmac.new(key, about.encode(), hashlib.sha256).hexdigest()
