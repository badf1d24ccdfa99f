"""What Postmatch costs, as ratios against a plain alternative in the same run: ``python -m tests.benchmarks``."""
