"""Rounds and forms: what is asked, what is answered, what was signed."""
