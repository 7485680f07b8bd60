"""Checks of a plan document, one file each; every file carries its own examples."""
