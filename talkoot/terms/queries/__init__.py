"""Reads of vocabularies that span models."""
