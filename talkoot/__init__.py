"""Talkoot carries publicly funded development work from grant to lasting result."""
