"""Loading the vocabularies that come with the program, and bringing in catalogues of indicators."""

from talkoot.terms.operations.catalogues import CatalogueNotNewer, VersionTaken, bring_in
from talkoot.terms.operations.vocabularies import load_vocabularies

__all__ = ["CatalogueNotNewer", "VersionTaken", "bring_in", "load_vocabularies"]
