"""Measurements that somebody runs by hand."""
