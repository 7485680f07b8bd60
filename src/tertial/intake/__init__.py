"""What came in: one delivery by a person, a file or another system, with its evidence."""
