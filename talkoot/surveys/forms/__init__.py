"""What a visitor may send."""
