"""Talkoot carries publicly funded development work from grant to lasting result."""

VERSION = "0.1.0"
