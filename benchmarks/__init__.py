"""How fast the pages are, beside something that one can believe in."""
