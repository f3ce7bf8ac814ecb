"""Faults at full size, one file each: what breaks, how often, and what it cost; `make soak` runs them all.

The tests run the same at a small size. Only this machine is spoken to. BENCH_POSTGRES says where databases are made.
"""
