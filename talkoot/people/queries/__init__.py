"""Reads that span models: all that is known about one person."""
