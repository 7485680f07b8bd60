"""Pages that show goals with their figures, measures, targets, and where every number comes from."""
