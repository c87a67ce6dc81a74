"""What a visitor may send about an event."""
