"""What we say by post."""
