"""The syntax of citations, and texts that hold them."""
