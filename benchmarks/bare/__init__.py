"""The bare Django project that pages are measured beside: one view, one query, one small template."""
