"""The verbs of events, one file a noun."""
