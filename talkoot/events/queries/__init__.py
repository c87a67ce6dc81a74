"""Reads that span the nouns of an event."""
