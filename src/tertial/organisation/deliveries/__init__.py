"""Files with units, people and roles: looking at them, taking them in, taking them back."""
