"""A question to evidence."""
