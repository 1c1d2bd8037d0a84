"""Calls that outlive connections, shown on many calls at once. `scripts/reliability` runs this."""
