"""The composers: one module for each use of the program."""
