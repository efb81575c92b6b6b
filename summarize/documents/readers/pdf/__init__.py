"""PDF: pages, their layout, their text."""
