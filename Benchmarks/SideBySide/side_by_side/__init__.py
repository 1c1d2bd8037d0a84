"""Parley beside what people would otherwise run, on the same work in one run. Started by scripts/bench."""
