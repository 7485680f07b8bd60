"""What is published, and what can be."""
