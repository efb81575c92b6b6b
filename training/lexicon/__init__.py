"""Word lists that are made from a resource with a source, by a script."""
