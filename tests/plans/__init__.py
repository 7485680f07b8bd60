"""Invented plans of an invented city, with the truth beside them: the test bed of reading and checking."""
