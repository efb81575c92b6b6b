"""The composers: one module a use."""
