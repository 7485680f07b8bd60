"""Documents go out: built, numbered and kept as they were decided."""
