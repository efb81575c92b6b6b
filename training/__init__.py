"""Scripts that make the two small models of `models/` again from open data. Nothing of the program imports them."""
