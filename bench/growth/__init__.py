"""What a page costs in a house of 2,000 incidents, and in one of a million."""
