"""Payment control: the rules, the reading of deliveries, and what a run leaves."""
