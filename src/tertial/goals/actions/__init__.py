"""Everything that changes plans, goals and activities. Each asks whether it may and tells what it did."""
