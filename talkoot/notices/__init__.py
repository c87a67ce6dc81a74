"""What is told to whom: the outbox and its mail."""
