"""Loading the vocabularies that come with the program."""

from talkoot.terms.operations.vocabularies import load_vocabularies

__all__ = ["load_vocabularies"]
