"""Who did what to what, when; rows are only added."""
