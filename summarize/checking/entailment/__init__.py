"""Decide whether a sentence follows from another by natural logic on the text: words, order and omissions, one module each."""
