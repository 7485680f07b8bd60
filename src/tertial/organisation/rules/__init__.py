"""What follows from the organisation's data, as pure functions."""
