"""A property manager that does not exist, with weeks of history, to try the house on."""
