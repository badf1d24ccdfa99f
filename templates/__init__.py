"""The Word templates, and the programs that made them."""
