"""The rules of the goal chain: pure functions on rows."""
