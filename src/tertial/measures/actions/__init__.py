"""Everything that writes measures, targets, values and judgements. Each asks whether it may and tells what it did."""
