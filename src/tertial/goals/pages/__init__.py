"""Pages about plans, goals' own texts and activities: parse the request, one query or action, render."""
