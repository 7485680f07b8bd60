"""Files of units, people and roles; one importer a file. Nothing is written before a preview is accepted."""
