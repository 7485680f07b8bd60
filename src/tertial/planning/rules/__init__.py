"""What a plan is, as plain data, and what follows from it. No Django, no files, no clock."""
