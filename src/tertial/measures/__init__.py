"""Measures, annual targets and values: what is counted, what it should become and what it was."""
