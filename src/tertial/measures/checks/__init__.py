"""Checks of measures and of the tables that bring them: one file each."""
