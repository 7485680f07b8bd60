"""Everything that takes documents in as plans. Each asks whether it may and tells what it did."""
