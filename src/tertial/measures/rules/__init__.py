"""The rules of measuring: targets, lights, adding up, computed measures. Pure functions on rows."""
