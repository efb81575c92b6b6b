"""Turn evidence into claims."""
