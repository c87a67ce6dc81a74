"""Pages of projects, one file a matter."""
