"""Everything the integration tests need: programs to start, clients to talk with, and a judge for what they hear."""
