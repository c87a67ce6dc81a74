"""Rows of feedback in great numbers, and the ledger by hand."""
