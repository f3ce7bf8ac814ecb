"""How letters and texts leave the house."""
