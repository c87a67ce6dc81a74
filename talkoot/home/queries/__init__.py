"""Reads that span areas, for the pages of home."""
