"""What every other package stands on: periods, numbers, trees, the registry. No Django here."""
