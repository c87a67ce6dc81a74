"""What a measure is, and the register of all: a number and its rows come from the same query."""
