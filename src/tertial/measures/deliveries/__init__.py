"""Files with values and targets: looking at them, taking them in, taking them back."""
