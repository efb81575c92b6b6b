"""Evidence to claims."""
