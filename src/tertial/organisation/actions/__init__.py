"""Everything that changes the organisation. Each asks whether it may and tells what it did."""
