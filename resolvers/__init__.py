"""What can be asked and done: guard, change, tell."""
