"""The network: organisations, what they cover, who belongs to them and who knows what."""
