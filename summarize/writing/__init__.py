"""Turn a claim into a sentence."""
