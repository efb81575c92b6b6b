"""Find the evidence for a question."""
