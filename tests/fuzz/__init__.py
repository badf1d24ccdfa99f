"""Broken files by the thousand through the gate: ``python -m tests.fuzz --count 10000``."""
