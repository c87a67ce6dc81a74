"""What the rush of sign-ups is made of: the people, the processor's clock, the database's work."""
