"""Dates and hours as they are written in Finland, whichever the language of the page."""
