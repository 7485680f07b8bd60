"""Plans, goals and activities: what a city wants to reach and does about it, from council to workplace."""
