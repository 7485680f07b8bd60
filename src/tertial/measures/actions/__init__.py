"""What may be done with measures, targets and values."""
