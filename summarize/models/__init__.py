"""Model weights, and the code that runs them."""
