"""Calls that come and go for hours: does the gateway give everything back? `scripts/soak` runs this."""
