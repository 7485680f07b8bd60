"""Pages that belong to no single part: the start page, search, help, the log, health."""
