"""A server of the Model Context Protocol on the library."""
