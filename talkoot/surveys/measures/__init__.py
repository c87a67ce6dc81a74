"""What reports may ask of feedback."""
