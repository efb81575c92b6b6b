"""What the HTML of answers and briefings share: statements with their citations, excerpts beside them, and the templates."""
