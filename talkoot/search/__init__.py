"""What a findable thing is, and the index of all of them."""
