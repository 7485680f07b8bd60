"""Reading measures: facts, what the goal's page and the measure's page show, and where a number comes from."""
