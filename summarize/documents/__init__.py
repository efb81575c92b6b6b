"""Read files and split them into sentences."""
