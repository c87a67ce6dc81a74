"""Pages of events, one file a matter."""
