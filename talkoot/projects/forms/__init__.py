"""What a visitor may send about a project."""
