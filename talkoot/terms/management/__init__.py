"""Commands of the vocabularies."""
