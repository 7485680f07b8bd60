"""What happened: append-only events, the sentences that tell them, and the versions of texts."""
