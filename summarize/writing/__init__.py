"""A claim to a sentence."""
