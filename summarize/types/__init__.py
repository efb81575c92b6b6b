"""The values that modules hand to each other: frozen, without behaviour beyond what they compute from themselves."""
