"""Files as bytes: what they are, pictures made anew, and where they lie. Knows no rows and no viewers."""
