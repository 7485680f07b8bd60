"""What is read from documents and waits for a person, and where every adopted row stood."""
