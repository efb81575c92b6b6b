"""Words and marks, with no model and no file."""
