"""The front page, a person's own page and search across areas."""
