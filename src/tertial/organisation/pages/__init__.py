"""Pages about units, people and roles: parse the request, call one query or action, render."""
