"""Run readers in a separate process with limits."""
