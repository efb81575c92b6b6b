"""The values that modules pass to each other: frozen, with no behaviour beyond what they compute from themselves."""
