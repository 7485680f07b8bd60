"""Readers of values and targets from files, one file each."""
