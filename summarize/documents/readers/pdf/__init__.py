"""Read PDF: its pages, their layout and their text."""
