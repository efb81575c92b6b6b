"""Check whether a sentence follows from the lines that it cites."""
