"""A plan as a document: reading it, checking it and (later) adopting it."""
