"""From a file to lines: one way in for each kind of file, the same lines out."""
