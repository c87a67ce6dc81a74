"""Persons, sign-in, consents, export, erasure and retention clocks."""
