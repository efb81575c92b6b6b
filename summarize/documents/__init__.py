"""Files to sentences."""
