"""The city's profile as the running service knows it: read once, from the folder that the operator names."""
