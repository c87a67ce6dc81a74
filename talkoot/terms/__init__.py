"""Shared vocabularies: areas, topics, target groups and programmes."""
