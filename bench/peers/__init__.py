"""Huismeester measured beside others that answer the same questions from the same database."""
