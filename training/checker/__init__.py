"""The checker: a small cross-encoder that scores how far some lines support a sentence."""
