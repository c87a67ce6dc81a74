"""Reads that span the nouns of a project."""
